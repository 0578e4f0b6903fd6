import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { renderPage } from '../testing/renderPage';
import { EXPORTS } from './exports';

const item = (name: string) => page.getByRole('menuitem', { name, exact: true });

it('offers every export, and only what there is to save', async () => {
  const session = await renderPage();
  const menu = page.getByRole('button', { name: 'Export and import', exact: true });
  await menu.click();
  for (const { title } of EXPORTS) await expect.element(item(title)).toBeVisible();
  await expect.element(item('Metrics (CSV)')).toBeDisabled();
  await expect.element(item('Evaluations (JSON)')).toBeDisabled();
  await expect.element(item('Weights (safetensors)')).toBeEnabled();
  await expect.element(item('Configuration (JSON)')).toBeEnabled();

  await session.step();
  await expect.element(item('Metrics (CSV)')).toBeEnabled();
  await expect.element(item('Evaluations (JSON)')).toBeDisabled();
});
