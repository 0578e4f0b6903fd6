import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { renderPage } from '../testing/renderPage';

it('shows what the programs of a step cost, once one is recorded', async () => {
  history.replaceState(null, '', '?debug');
  const session = await renderPage();
  const profile = page.getByRole('button', { name: 'Profile a step' });
  await profile.click();
  await expect.element(page.getByText('No step is recorded: train one first.')).toBeVisible();

  await session.step();
  await profile.click();
  const region = page.getByRole('region', { name: 'Programs of a step' });
  const row = (name: string) => region.getByRole('row', { name });
  await expect.element(row('linear,activation=gelu')).toHaveTextContent('linear,activation=gelu61,50075.0 %');
  await expect.element(row('adamw,count=4')).toHaveTextContent('adamw,count=41250025.0 %');
  await expect.element(row('All')).toHaveTextContent('All182,000');

  await page.getByRole('button', { name: 'Close the profile' }).click();
  await expect.element(region).not.toBeInTheDocument();
});

it('is not there without ?debug in the address', async () => {
  await renderPage();
  await expect.element(page.getByRole('button', { name: 'Profile a step' })).not.toBeInTheDocument();
});
