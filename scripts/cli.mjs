/**
 * @file Builds the command-line programs when their sources have changed, and runs one: `node scripts/cli.mjs train …`. It
 * runs in this process, so that signals and exit codes are the program's own, and nothing is left behind by a kill.
 */
import { pathToFileURL } from 'node:url';
import { ensureInstalled } from './install.mjs';

ensureInstalled();
const [node, , program, ...args] = process.argv;
const entries = {
  train: 'src/cli/train/main.ts',
  eval: 'src/cli/eval/main.ts',
  sweep: 'src/cli/sweep/main.ts',
  parity: 'src/cli/parity/main.ts',
};
/** Programs that another one starts. */
const started = { sweep: ['train', 'eval'] };
if (program === undefined || !Object.hasOwn(entries, program)) {
  console.error(`usage: node scripts/cli.mjs ${Object.keys(entries).join('|')} …`);
  process.exit(2);
}
const { ensureProgram } = await import('./build-cli.mjs');
for (const name of started[program] ?? []) await ensureProgram(name, entries[name]);
const output = await ensureProgram(program, entries[program]);
// Where the machine has no WebGPU driver of its own, Chromium's software one serves.
const { findChromium } = await import('./chromium.mjs');
process.env.CHROMIUM_PATH = findChromium() ?? '';
process.argv = [node, output, ...args];
await import(pathToFileURL(output).href);
