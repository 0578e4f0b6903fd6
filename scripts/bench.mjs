/** @file `npm run bench -- …`: builds the bench when its sources have changed, and runs it in Chromium or, with `--dawn`, in Node. */
import { ensureInstalled, ROOT, run } from './install.mjs';
import { isStale } from './stale.mjs';

ensureInstalled();
const { findChromium } = await import('./chromium.mjs');
const output = 'dist/cli/bench.mjs';
if (isStale(output, ['src', 'bench', 'scripts', 'package-lock.json'])) {
  const { buildProgram } = await import('./build-cli.mjs');
  await buildProgram('bench', 'bench/main.ts', ['vite', 'playwright']);
}
const args = process.argv.slice(2);
const host = args.includes('--dawn') || args.includes('--browser') ? [] : ['--browser'];
// Where the machine has no WebGPU driver of its own, Chromium's software one serves.
const env = { ...process.env, CHROMIUM_PATH: findChromium() ?? '' };
process.exit(run(process.execPath, [`${ROOT}${output}`, ...args, ...host], { shell: false, env }));
