import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { renderPage } from '../testing/renderPage';

it('takes numbers as people write them, and keeps what is none', async () => {
  await renderPage();
  await page.getByRole('button', { name: /^Optimiser/ }).click();
  const rate = page.getByRole('textbox', { name: 'Base learning rate' });

  for (const [typed, shown] of [
    ['1e-3', '0.001'],
    ['0,002', '0.002'],
    [' 3.00e−4 ', '0.0003'],
  ] as const) {
    await rate.fill(typed);
    await userEvent.tab();
    await expect.element(rate).toHaveValue(shown);
    await expect.element(rate).not.toHaveAttribute('aria-invalid', 'true');
  }

  await rate.fill('1/3');
  await userEvent.tab();
  await expect.element(rate).toHaveValue('1/3');
  await expect.element(rate).toHaveAttribute('aria-invalid', 'true');
  await expect.element(page.getByRole('alert').filter({ hasText: 'Must be a number.' })).toBeVisible();

  await rate.fill('0.01');
  await userEvent.keyboard('{ArrowUp}');
  await expect.element(rate).toHaveValue('0.011');

  await page.getByRole('button', { name: 'Run', exact: true }).click();
  const length = page.getByRole('textbox', { name: 'Length' });
  await length.fill('1,000');
  await userEvent.tab();
  await expect.element(length).toHaveValue('1000');
});
