import { defineConfig } from '@playwright/test';
import { CHROMIUM_FLAGS, findChromium } from './scripts/chromium.mjs';

const PORT = 4311;
const DEEP = '**/*.deep.spec.ts';
const executablePath = findChromium();

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  projects: [
    { name: 'e2e', testIgnore: DEEP },
    // What takes long; it is run every night.
    { name: 'deep-e2e', testMatch: DEEP },
  ],
  workers: 1,
  // What passes only then is named at the end of the run; it is a defect, but it holds nobody up.
  retries: 1,
  // A software GPU compiles and trains slowly; nothing waits that long on a real one.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME === undefined ? [['list']] : [['list'], ['json']],
  use: {
    baseURL: `http://localhost:${PORT}/`,
    viewport: { width: 1440, height: 900 },
    actionTimeout: 30_000,
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      // A camera that shows a moving test picture, and is allowed.
      args: [...CHROMIUM_FLAGS, '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
      ignoreDefaultArgs: ['--headless'],
    },
  },
  webServer: {
    command: `npx vite preview --port ${PORT} --strictPort`,
    url: `http://localhost:${PORT}/`,
    reuseExistingServer: false,
  },
});
