import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright';
import { build, preview } from 'vite';
import { CHROMIUM_FLAGS, findChromium } from '../../scripts/chromium.mjs';

/** The page as it is published, and a browser for it. */
export interface BuiltSite {
  readonly address: string;
  readonly browser: Browser;
  close(): Promise<void>;
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Builds the page, serves it, and starts a Chromium. */
export async function openBuiltSite(): Promise<BuiltSite> {
  const options = { root: ROOT, configFile: `${ROOT}vite.config.ts`, logLevel: 'warn' } as const;
  await build(options);
  const server = await preview({ ...options, preview: { port: 0, host: 'localhost' } });
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: CHROMIUM_FLAGS,
    ignoreDefaultArgs: ['--headless', '--headless=old'],
  });
  return {
    address: server.resolvedUrls!.local[0]!,
    browser,
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}
