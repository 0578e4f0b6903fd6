/** @file Builds the command-line programs when their sources have changed, and runs one: `node scripts/cli.mjs train …`. */
import { spawn } from 'node:child_process';
import { ensureInstalled, ROOT } from './install.mjs';
import { isStale } from './stale.mjs';

ensureInstalled();
const [program, ...args] = process.argv.slice(2);
const entries = { train: 'src/cli/train/main.ts', parity: 'src/cli/parity/main.ts' };
if (program === undefined || !Object.hasOwn(entries, program)) {
  console.error(`usage: node scripts/cli.mjs ${Object.keys(entries).join('|')} …`);
  process.exit(2);
}
const output = `dist/cli/${program}.mjs`;
if (isStale(output, ['src', 'scripts', 'package-lock.json'])) {
  const { buildProgram } = await import('./build-cli.mjs');
  await buildProgram(program, entries[program]);
}
// Where the machine has no WebGPU driver of its own, Chromium's software one serves.
const { findChromium } = await import('./chromium.mjs');
const env = { ...process.env, CHROMIUM_PATH: findChromium() ?? '' };
const child = spawn(process.execPath, [`${ROOT}${output}`, ...args], { stdio: 'inherit', env });
// The child gets Ctrl-C from the terminal as well; this process stays to hand on how it ended.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
