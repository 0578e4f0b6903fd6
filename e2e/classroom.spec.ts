import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from '@playwright/test';
import { decodeLink, encodeLink } from '../src/config/link';
import { Playground } from './support/playground';
import { test } from './support/test';
import { tinyRun } from './support/tinyRun';

/** This machine by a name that is not its own: there the page is kept, and another site may lie there. */
const onHost = (name: string, port: string) => `http://${name}.localhost:${port}/`;

/** A server of another site with one page, as a lecturer has it. */
async function serveLecture(html: string): Promise<{ address: string; close: () => void }> {
  const server = createServer((_, response) => response.setHeader('Content-Type', 'text/html').end(html));
  await once(server.listen(0, 'localhost'), 'listening');
  const { port } = server.address() as AddressInfo;
  return { address: onHost('lecture', String(port)), close: () => void server.close() };
}

test('a link to a class hides and locks, and the page opens and trains offline after the first load', async ({
  page,
  context,
  baseURL,
  policy,
}) => {
  const site = onHost('kept', new URL(baseURL!).port);
  policy.expect(new RegExp(`request to ${site}`));
  const playground = new Playground(page);
  await page.goto(`${site}?hide=sweep,panel.model&lock=loss,nonsense#${encodeLink(tinyRun())}`);
  await playground.waitFor('Ready');
  await expect(page.getByText('The link names what this page does not have: "nonsense".')).toBeVisible();
  await expect(page.getByRole('tab', { name: 'Sweep' })).toHaveCount(0);
  await expect(playground.button('Model')).toHaveCount(0);
  await expect(playground.field('Global weight')).toBeDisabled();

  // All files are there before the worker takes over.
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  await page.reload();
  await playground.waitFor('Ready');
  await expect(page.getByRole('tab', { name: 'Sweep' })).toHaveCount(0);
  await expect(playground.field('Global weight')).toBeDisabled();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await playground.doSteps(2);
});

test('a page of another site shows one view, which trains there and leads to the whole', async ({
  page,
  baseURL,
  policy,
}) => {
  const config = tinyRun((run) => (run.run.length = 3));
  const source = `${baseURL!}?embed=1#${encodeLink(config)}`;
  const lecture = await serveLecture(`<iframe src="${source}" width="900" height="600"></iframe>`);
  policy.expect(new RegExp(`request to ${lecture.address}`));
  await page.goto(lecture.address);
  const frame = page.frameLocator('iframe');
  await frame.getByRole('button', { name: 'Train' }).click();
  await expect(frame.getByText('step 3 / 3')).toBeVisible();
  await expect(frame.getByRole('tab')).toHaveCount(0);
  await expect(frame.getByRole('button', { name: 'Share' })).toHaveCount(0);
  // A foreign frame has no threads, and does without.
  expect(await frame.locator('body').evaluate(() => crossOriginIsolated)).toBe(false);
  const whole = frame.getByRole('link', { name: 'Open the playground' });
  const address = new URL((await whole.getAttribute('href'))!);
  expect(address.search).toBe('?view=training');
  expect(decodeLink(address.hash).config).toEqual(config);
  lecture.close();
});
