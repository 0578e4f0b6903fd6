import { cp, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { preview, type PreviewServer } from 'vite';
import { buildIn } from '../scripts/offline.mjs';
import { encodeLink } from '../src/config/link';
import type { Build } from '../src/offline/build';
import { NEXT_PROGRAM, writeNextBuild } from './support/nextBuild';
import { Playground } from './support/playground';
import { test } from './support/test';
import { tinyRun } from './support/tinyRun';
import { withoutGpu } from './support/withoutGpu';

test.use(withoutGpu);

const BUILT = 'dist/site';

let folder: string;
/** Where what is served lies; its content may be exchanged. */
let served: string;
let server: PreviewServer;
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vicregl-'));
  served = join(folder, 'served');
  await cp(BUILT, served, { recursive: true });
  server = await preview({
    logLevel: 'warn',
    build: { outDir: served },
    preview: { port: 0, strictPort: false, host: 'localhost' },
  });
});
test.afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** All programs and styles that the page has loaded are of this build. */
async function expectOnly(page: Page, { files }: Build): Promise<void> {
  // The page is there.
  await expect(page.getByRole('button', { name: 'Help', exact: true })).toBeVisible();
  const paths = await page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname.slice(1)),
  );
  const programs = paths.filter((path) => /^assets\/.*\.(js|css)$/.test(path));
  expect(programs.length).toBeGreaterThan(0);
  expect(programs.filter((path) => !Object.hasOwn(files, path))).toEqual([]);
}

/** Opens the help, whose program is loaded only then, and reads which version it is. */
async function versionInHelp(playground: Playground): Promise<string> {
  const { page } = playground;
  await playground.button('Help').click();
  const about = page.getByRole('dialog').getByText('VICRegL Playground');
  const text = await about.textContent();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  return text!;
}

test('a page keeps its build until it is reloaded, is told of the next one, and then has that one wholly, offline too', async ({
  page,
  context,
  policy,
}) => {
  const next = join(folder, 'next');
  const nextBuild = await writeNextBuild(BUILT, next);
  const firstBuild = await buildIn(BUILT);
  // This machine by a name that is not its own: there the page is kept.
  const site = server.resolvedUrls!.local[0]!.replace('localhost', 'versions.localhost');
  policy.expect(new RegExp(`request to ${site}`));
  const playground = new Playground(page);
  const told = page.getByText('A new version of the playground is here.');

  await page.goto(`${site}#${encodeLink(tinyRun())}`);
  await playground.waitFor('Ready');
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await expect(told).toHaveCount(0);

  await rename(served, join(folder, 'first'));
  await rename(next, served);
  // As when somebody comes back to the tab.
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expect(told).toBeVisible();
  // What this page has not loaded yet is of its own build, which the server has no more.
  expect(await versionInHelp(playground)).not.toContain(NEXT_PROGRAM);
  await playground.doSteps(1);
  await expectOnly(page, firstBuild);

  const reloaded = page.waitForEvent('load');
  await playground.button('Reload').click();
  await reloaded;
  await expectOnly(page, nextBuild);
  await context.setOffline(true);
  await page.reload();
  await playground.waitFor('Ready');
  expect(await versionInHelp(playground)).toContain(NEXT_PROGRAM);
  await expectOnly(page, nextBuild);
  await expect(told).toHaveCount(0);
});
