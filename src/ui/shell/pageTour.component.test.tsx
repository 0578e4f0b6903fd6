import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { renderPage } from '../testing/renderPage';
import { isFirstVisit } from './tourSeen';

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
  for (const title of ['One image, seen twice', 'How it goes', 'The knob of the paper', 'More to look at']) {
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

it('does not come to those whom a link has brought', () => {
  history.replaceState(null, '', '#3.abc');
  expect(isFirstVisit()).toBe(false);
});
