/** @file Builds the playground, serves it, and opens it in a headless Chromium, for scripts that use it as a person would. */
import { ensureInstalled, run } from './install.mjs';

const DESKTOP = { width: 1440, height: 900 };
/** A software GPU takes its time, in ms. */
const PATIENCE = 60 * 60_000;

/**
 * A browser, and the address of the playground that is served to it.
 * @param port where it is served, or the next free one.
 */
export async function serveToBrowser(port) {
  ensureInstalled();
  if (run('npx', ['vite', 'build', '--logLevel', 'warn']) !== 0) process.exit(1);
  const { preview } = await import('vite');
  const { chromium } = await import('playwright');
  const { CHROMIUM_FLAGS } = await import('./chromium.mjs');
  const { ensureChromium } = await import('./ensure-chromium.mjs');

  const server = await preview({ logLevel: 'warn', preview: { port, strictPort: false, host: 'localhost' } });
  const browser = await chromium.launch({
    executablePath: ensureChromium(),
    args: CHROMIUM_FLAGS,
    ignoreDefaultArgs: ['--headless'],
  });
  /** A page that nobody has visited before, not yet at the address. */
  const newPage = async () => {
    const page = await browser.newPage({ viewport: DESKTOP });
    page.setDefaultTimeout(PATIENCE);
    return page;
  };
  const close = async () => {
    await browser.close();
    await server.close();
  };
  return { address: server.resolvedUrls.local[0], newPage, close };
}

/** The open page and how to leave it; `port` as for `serveToBrowser`. */
export async function openServedPage(port) {
  const { address, newPage, close } = await serveToBrowser(port);
  const page = await newPage();
  await page.goto(`${address}?recorded=off`);
  return { page, close };
}

/** Presses Train once it can be pressed, and Pause after `steps` steps; resolves when the training has come to rest. */
export async function trainSteps(page, steps) {
  const button = (name) => page.getByRole('button', { name, exact: true });
  await button('Train').click();
  await page.waitForFunction((wanted) => {
    const [, done] = /step ([\d,]+) \/ [\d,]+/.exec(document.body.innerText) ?? [];
    return done !== undefined && Number(done.replaceAll(',', '')) >= wanted;
  }, steps);
  await button('Pause').click();
  await waitForPhase(page, 'Paused');
}

/** Waits for a phase by the words of the run bar. */
export async function waitForPhase(page, phase) {
  await page
    .getByRole('status')
    .filter({ hasText: new RegExp(`^${phase}$`) })
    .first()
    .waitFor({ state: 'attached' });
}
