import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Browser } from '@playwright/test';
import { findChromium } from '../../scripts/chromium.mjs';
import { withoutGpu } from './withoutGpu';

/**
 * Runs `use` in a Chromium as people have it, where a tab behind another one is hidden. Those that Playwright starts
 * pretend that every page is in front.
 */
export async function inPlainBrowser(use: (browser: Browser) => Promise<void>): Promise<void> {
  const profile = await mkdtemp(join(tmpdir(), 'playground-'));
  const child = spawn(findChromium()!, [
    ...withoutGpu.launchOptions.args!,
    '--no-first-run',
    '--remote-debugging-port=0',
    `--user-data-dir=${profile}`,
    'about:blank',
  ]);
  const ended = new Promise((resolve) => child.once('close', resolve));
  try {
    const browser = await chromium.connectOverCDP(await address(child.stderr), { noDefaults: true });
    await use(browser);
    await browser.close();
  } finally {
    child.kill();
    await ended;
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Where a Chromium that has been started can be asked. */
async function address(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const found = /^DevTools listening on (\S+)/.exec(line);
    if (found !== null) return found[1]!;
  }
  throw new Error('Chromium ended before it could be asked.');
}
