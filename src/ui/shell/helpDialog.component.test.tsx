import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { PROGRAM } from '../../program';
import { renderPage } from '../testing/renderPage';

it('says which program this is', async () => {
  await renderPage();
  await page.getByRole('button', { name: /help/i }).click();
  await expect.element(page.getByRole('dialog')).toBeVisible();
  await expect.element(page.getByText(PROGRAM)).toBeVisible();
});
