import { expect } from '@playwright/test';
import { Playground } from './support/playground';
import { test } from './support/test';

test('a field that cannot work with the others offers a value that fits', async ({ page }) => {
  const playground = new Playground(page);
  await page.goto('./?recorded=off');
  await playground.openPanel('Optimiser');
  const warmup = playground.field('Warm-up');
  await warmup.fill('5000');
  const offer = page.getByRole('button', { name: /^Use \d+$/ });
  await offer.click();
  await expect(offer).toHaveCount(0);
  await expect(warmup).toHaveValue(/^\d{1,3}$/);
});
