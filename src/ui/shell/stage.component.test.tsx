import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { renderPage } from '../testing/renderPage';
import { readArrangement } from './layout/arrangement';

const tab = (name: string) => page.getByRole('tab', { name, exact: true });
const beside = (title: string) => page.getByRole('region', { name: `${title}, beside` });
const titles = () =>
  page
    .getByRole('tablist', { name: 'Views' })
    .getByRole('tab')
    .elements()
    .map((one) => one.textContent);

it('tabs move by Alt and arrow keys, and stay where they were put', async () => {
  await renderPage();
  const before = titles();
  (tab('Training').element() as HTMLElement).focus();
  await userEvent.keyboard('{Alt>}{ArrowRight}{/Alt}');
  await expect.poll(titles).toEqual([before[1], before[0], ...before.slice(2)]);
  await expect.element(tab('Training')).toHaveFocus();
  await expect.element(tab('Training')).toHaveAttribute('aria-selected', 'true');
  await expect
    .poll(() => readArrangement(localStorage.getItem('views')!).order.slice(0, 2))
    .toEqual(['matches', 'training']);

  await page.getByRole('button', { name: 'Arrange the views' }).click();
  await page.getByRole('menuitem', { name: 'Usual order' }).click();
  await expect.poll(titles).toEqual(before);
});

it('a second view stands beside the first, as wide as one likes, and the address says so', async () => {
  await renderPage();
  await page.getByRole('button', { name: 'Arrange the views' }).click();
  await page.getByRole('menuitemradio', { name: 'Data' }).click();
  await expect.element(beside('Data')).toBeVisible();
  await expect.poll(() => location.search).toBe('?view=training&beside=data');

  const splitter = page.getByRole('separator', { name: 'Width of the views' });
  const width = () => beside('Data').element().getBoundingClientRect().width;
  const whole = width();
  (splitter.element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowLeft}{ArrowLeft}');
  await expect.poll(width).toBeGreaterThan(1.05 * whole);
  await expect.element(splitter).toHaveAttribute('aria-valuenow', '54');

  // The tab of the view beside makes the two change places.
  await tab('Data').click();
  await expect.element(beside('Training')).toBeVisible();
  await expect.element(page.getByRole('tabpanel', { name: 'Data' })).toBeVisible();
  history.back();
  await expect.element(beside('Data')).toBeVisible();
  await page.getByRole('button', { name: 'Close the view beside' }).click();
  await expect.element(beside('Data')).not.toBeInTheDocument();
  await expect.poll(() => location.search).toBe('?view=training');
});

it('shows what the address names', async () => {
  history.replaceState(null, '', '?view=sweep&beside=nothing');
  await renderPage();
  await expect.element(tab('Sweep')).toHaveAttribute('aria-selected', 'true');
  expect(page.getByRole('separator').elements()).toEqual([]);
});
