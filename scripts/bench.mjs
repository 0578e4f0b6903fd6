/** @file `npm run bench -- …`: builds the bench when its sources have changed, and runs it in Chromium or, with `--dawn`, in Node. */
import { ensureInstalled, run } from './install.mjs';

ensureInstalled();
const { findChromium } = await import('./chromium.mjs');
const { ensureProgram } = await import('./build-cli.mjs');
const output = await ensureProgram('bench', 'bench/main.ts', {
  sources: ['bench'],
  outside: ['vite', 'playwright'],
});
const args = process.argv.slice(2);
const host = args.includes('--dawn') || args.includes('--browser') ? [] : ['--browser'];
// Where the machine has no WebGPU driver of its own, Chromium's software one serves.
const env = { ...process.env, CHROMIUM_PATH: findChromium() ?? '' };
process.exit(run(process.execPath, [output, ...args, ...host], { shell: false, env }));
