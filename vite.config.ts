import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import type { BrowserConfigOptions } from 'vitest/node';
import { assemblyScript } from './scripts/assembly.mjs';
import { CHROMIUM_FLAGS, findChromium } from './scripts/chromium.mjs';
import { contentPolicy } from './scripts/csp.mjs';
import { DEV_HEADERS, HEADERS } from './scripts/headers.mjs';
import { offline } from './scripts/offline.mjs';
import { PAGE_FILES, PAGE_PROGRAM, pagePreload } from './scripts/page-preload.mjs';
import { stamp } from './scripts/stamp.mjs';
import { packageChanges } from './scripts/package-changes.mjs';

const executablePath = findChromium();

/** Where tests of WebGPU and of components run; Vitest writes into what it gets, so each gets its own. */
function chromium(): BrowserConfigOptions {
  return {
    enabled: true,
    headless: true,
    screenshotFailures: false,
    provider: playwright({
      launchOptions: {
        ...(executablePath === undefined ? {} : { executablePath }),
        args: CHROMIUM_FLAGS,
        ignoreDefaultArgs: ['--headless', '--headless=old'],
      },
    }),
    instances: [{ browser: 'chromium' }],
  };
}

/** Of tests in a browser: what passes only then is marked in the log; it is a defect, but it holds nobody up. */
const RETRIES = 1;

/** It trains in a Chromium of its own for more than a minute, so it is a suite of its own. */
const BENCH_TEST = 'bench/bench.test.ts';

/** Tests on random input, which `npm run fuzz` runs this many times as often. */
const FUZZED = [
  'src/**/*.fuzz.test.ts',
  'src/formats/safetensors.test.ts',
  'src/cli/inputs/settings.test.ts',
];
const FUZZ_FACTOR = process.env.FUZZ_FACTOR ?? '20';

/**
 * How long tests, what they set up and what they poll may take, in ms: Vitest's own times are too short for a machine with
 * other work.
 */
const PATIENT = { testTimeout: 120_000, hookTimeout: 120_000, expect: { poll: { timeout: 30_000 } } };

/** What takes the place of a package that writes style elements. */
const STYLE_SINGLETON = 'src/ui/theme/styleSingleton.ts';

/** Node loads tfjs as CommonJS, where only the union package registers gradients (see src/ops/stockGradients.ts). */
const TFJS_IN_NODE = { '@tensorflow/tfjs-core/dist/register_all_gradients': '@tensorflow/tfjs' };

export default defineConfig({
  // Relative addresses, so that the build runs from any path prefix.
  base: './',
  plugins: [react(), assemblyScript(), packageChanges(), stamp(), pagePreload(), contentPolicy(), offline()],
  worker: { format: 'es', plugins: () => [assemblyScript(), packageChanges()] },
  resolve: { alias: { 'react-style-singleton': fileURLToPath(new URL(STYLE_SINGLETON, import.meta.url)) } },
  server: { headers: DEV_HEADERS },
  preview: { headers: HEADERS },
  build: {
    target: 'es2022',
    outDir: 'dist/site',
    chunkSizeWarningLimit: 4000,
    // Fonts are files: the page's policy takes none that lie in a style sheet.
    assetsInlineLimit: (file) => (/\.(woff2?|ttf)$/.test(file) ? false : undefined),
    rolldownOptions: {
      input: ['index.html', PAGE_PROGRAM],
      output: { codeSplitting: PAGE_FILES },
      checks: { bundlerTimings: false },
    },
  },
  test: {
    projects: [
      {
        extends: true,
        resolve: { alias: TFJS_IN_NODE },
        test: {
          name: 'unit',
          environment: 'node',
          ...PATIENT,
          // Loading the modules for each file anew takes longer than most files' tests.
          isolate: false,
          include: ['{src,bench,scripts}/**/*.test.{ts,tsx}'],
          exclude: ['src/**/*.gpu.test.ts', 'src/**/*.component.test.tsx', '**/*.deep.test.ts', BENCH_TEST],
        },
      },
      {
        extends: true,
        test: {
          name: 'fuzz',
          environment: 'node',
          ...PATIENT,
          testTimeout: 3_600_000,
          include: FUZZED,
          env: { FUZZ_FACTOR },
        },
      },
      {
        extends: true,
        resolve: { alias: TFJS_IN_NODE },
        test: {
          name: 'deep',
          environment: 'node',
          ...PATIENT,
          testTimeout: 600_000,
          include: ['{src,bench}/**/*.deep.test.ts'],
        },
      },
      {
        extends: true,
        test: { name: 'bench', environment: 'node', ...PATIENT, testTimeout: 300_000, include: [BENCH_TEST] },
      },
      {
        extends: true,
        test: {
          name: 'gpu',
          include: ['src/**/*.gpu.test.ts'],
          exclude: ['src/**/*.deep.gpu.test.ts'],
          ...PATIENT,
          retry: RETRIES,
          fileParallelism: false,
          // All files in one page, for they share a device (see src/gpu/testing/sharedDevice.ts).
          isolate: false,
          browser: chromium(),
        },
      },
      {
        extends: true,
        test: {
          name: 'deep-gpu',
          include: ['src/**/*.deep.gpu.test.ts'],
          ...PATIENT,
          fileParallelism: false,
          browser: chromium(),
        },
      },
      {
        extends: true,
        // Found while the tests run, they would load the page anew.
        optimizeDeps: { include: ['vitest-browser-react', 'react-dom/client', 'umap-js'] },
        test: {
          name: 'component',
          include: ['src/ui/**/*.component.test.tsx'],
          setupFiles: ['src/ui/testing/freshVisit.ts'],
          ...PATIENT,
          retry: RETRIES,
          fileParallelism: false,
          browser: { ...chromium(), viewport: { width: 1440, height: 900 } },
        },
      },
    ],
  },
});
