import { expect, it, onTestFinished } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { renderPage } from '../testing/renderPage';
import { isFirstVisit } from './tourSeen';

const STOPS = [
  'Train here',
  'One image, seen twice',
  'How it goes',
  'The knob of the paper',
  'More to look at',
];
const boxOf = (element: Element) => element.getBoundingClientRect();
const stop = (title: string) => page.getByRole('dialog', { name: title });
const toured = () => document.querySelectorAll('[data-toured]').length;
const next = () => page.getByRole('button', { name: 'Next', exact: true });

it('walks along the page in five stops, comes by itself once, and again when it is asked for', async () => {
  expect(isFirstVisit()).toBe(true);
  const session = await renderPage({ isFirstVisit: true, stepTime: 100 });
  await expect.element(stop('Train here')).toBeVisible();
  await expect.poll(isFirstVisit).toBe(false);
  // What it speaks of can be used meanwhile.
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect.poll(() => session.run.getState().step).toBeGreaterThan(0);
  await session.pause();
  for (const title of STOPS.slice(1)) {
    await next().click();
    await expect.element(stop(title)).toBeVisible();
    await expect.poll(toured).toBe(1);
  }
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  await expect.poll(toured).toBe(0);

  await page.getByRole('button', { name: 'Help', exact: true }).click();
  await page.getByRole('button', { name: 'Take the tour' }).click();
  await expect.element(stop('Train here')).toBeVisible();
  await page.getByRole('button', { name: 'Skip the tour' }).click();
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
});

it('can be walked on a phone: each stop lies within the screen, and what it speaks of is seen', async () => {
  onTestFinished(() => page.viewport(1440, 900));
  await page.viewport(390, 844);
  await renderPage({ isFirstVisit: true });
  for (const title of STOPS) {
    const words = stop(title);
    await expect.element(words).toBeVisible();
    await expect.poll(() => boxOf(words.element()).bottom).toBeLessThanOrEqual(844);
    expect(boxOf(words.element()).top).toBeGreaterThanOrEqual(0);
    // Its upper end is between the tabs, which stay, and the words.
    await expect.poll(() => boxOf(document.querySelector('[data-toured]')!).top).toBeGreaterThanOrEqual(0);
    if (title !== STOPS.at(-1)) await next().click();
  }
});

it('does not come to those whom a link has brought', () => {
  history.replaceState(null, '', '#3.abc');
  expect(isFirstVisit()).toBe(false);
});
