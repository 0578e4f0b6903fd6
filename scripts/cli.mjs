/**
 * @file Builds the program of the command line when its sources have changed, and runs it: `node scripts/cli.mjs --help`. It
 * runs in this process, so that signals and exit codes are the program's own, and nothing is left behind by a kill.
 */
import { pathToFileURL } from 'node:url';
import { ensureInstalled } from './install.mjs';

ensureInstalled();
const [node, , ...args] = process.argv;
const { ensureProgram } = await import('./build-cli.mjs');
const program = await ensureProgram('cli', 'src/cli/main.ts');
// Where the machine has no WebGPU driver of its own, Chromium's software one serves.
const { findChromium } = await import('./chromium.mjs');
process.env.CHROMIUM_PATH = findChromium() ?? '';
process.argv = [node, program, ...args];
await import(pathToFileURL(program).href);
