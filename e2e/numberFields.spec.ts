import { expect, test } from '@playwright/test';
import { Playground } from './support/playground';

test('number fields take numbers as people write them, and keep what is none', async ({ page }) => {
  const playground = new Playground(page);
  await page.goto('./');
  await playground.openPanel('Optimiser');
  const rate = playground.field('Base learning rate');

  for (const [typed, shown] of [
    ['1e-3', '0.001'],
    ['0,002', '0.002'],
    [' 3.00e−4 ', '0.0003'],
  ] as const) {
    await rate.fill(typed);
    await rate.blur();
    await expect(rate).toHaveValue(shown);
    await expect(rate).not.toHaveAttribute('aria-invalid', 'true');
  }

  await rate.fill('1/3');
  await rate.blur();
  await expect(rate).toHaveValue('1/3');
  await expect(rate).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByRole('alert').filter({ hasText: 'Must be a number.' })).toBeVisible();

  await rate.fill('0.01');
  await rate.press('ArrowUp');
  await expect(rate).toHaveValue('0.011');

  const length = playground.field('Length');
  await playground.openPanel('Run');
  await length.fill('1,000');
  await length.blur();
  await expect(length).toHaveValue('1000');
});

test('a field that cannot work with the others offers a value that fits', async ({ page }) => {
  const playground = new Playground(page);
  await page.goto('./');
  await playground.openPanel('Optimiser');
  const warmup = playground.field('Warm-up');
  await warmup.fill('5000');
  const offer = page.getByRole('button', { name: /^Use \d+$/ });
  await offer.click();
  await expect(offer).toHaveCount(0);
  await expect(warmup).toHaveValue(/^\d{1,3}$/);
});
