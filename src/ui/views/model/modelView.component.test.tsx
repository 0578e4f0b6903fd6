import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { renderPage } from '../../testing/renderPage';

const numbersOf = (text: string | null) => Number(text!.replace(/\D/g, ''));

it('shows the layers of what the panels say, and what a step of it costs', async () => {
  const session = await renderPage();
  await page.getByRole('tab', { name: 'Model' }).click();
  const layers = page.getByRole('region', { name: 'Layers' });
  await expect.element(layers).toBeVisible();
  const all = () =>
    numbersOf(layers.getByRole('row', { name: /^All/ }).element().querySelectorAll('td')[1]!.textContent);
  const before = all();

  // A block of the diagram opens its layers in the table.
  await page.getByRole('button', { name: /^Stage 1: / }).click();
  await expect
    .element(layers.getByRole('button', { name: 'Stage 1' }))
    .toHaveAttribute('aria-expanded', 'true');
  await layers.getByRole('button', { name: 'Stage 1' }).click();
  await expect
    .element(page.getByRole('button', { name: /^Stage 1: / }))
    .toHaveAttribute('aria-pressed', 'false');

  // Another model is shown at once, and told from the one that is set up.
  const other = page.getByText('The run on show trains another model');
  await expect.element(other).not.toBeInTheDocument();
  session.config.getState().edit('model.globalExpander', '64-64');
  await expect.element(other).toBeVisible();
  await expect.poll(all).toBeLessThan(before);
  session.config.getState().edit('loss.alpha', 1);
  await expect.element(layers.getByRole('button', { name: 'Local expander' })).not.toBeInTheDocument();
  await expect.element(page.getByRole('list', { name: 'Memory by kind' })).toBeVisible();

  await session.step();
  await page.getByRole('button', { name: 'Time its parts' }).click();
  await expect
    .element(page.getByRole('list', { name: 'Time by phase' }))
    .toHaveTextContent('Forward: backbone, expanders1.50 ms75.0 %');
  await expect.element(page.getByRole('region', { name: 'Programs of a step' })).toBeVisible();
});
