import { expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { renderPage } from '../../testing/renderPage';

const tab = (name: string) => page.getByRole('tab', { name, exact: true });

it('shows the space, a point’s neighbours and UMAP; takes no look once it is not on show', async () => {
  const session = await renderPage();
  const take = vi.spyOn(session.looks, 'take');
  expect(take).not.toHaveBeenCalled();
  await tab('Embeddings').click();
  const view = page.getByRole('region', { name: 'Embeddings', exact: true });
  const scatter = view.getByRole('application', { name: /^Representation at step 0/ });
  await expect.element(scatter).toBeVisible();
  await expect.element(view.getByText('5.5 of 8')).toBeVisible();
  await expect.element(view.getByText('No collapse')).toBeVisible();

  (scatter.element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowRight}');
  await expect.element(view.getByText(/^Image \d+, /)).toBeVisible();
  await userEvent.keyboard('{Enter}');
  const neighbours = view.getByRole('list', { name: 'Nearest neighbours' });
  await expect.poll(() => neighbours.getByRole('listitem').elements().length).toBe(8);
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => neighbours.elements().length).toBe(0);

  await view.getByText('UMAP', { exact: true }).click();
  await view.getByRole('button', { name: 'Compute UMAP' }).click();
  await expect.element(view.getByText('These places are of step 0.')).toBeVisible();
  await view.getByLabelText('Space', { exact: true }).selectOptions('Map embedding');
  await view.getByText('PCA', { exact: true }).click();
  await expect.element(view.getByRole('application', { name: /^Map embedding at step 0/ })).toBeVisible();

  await tab('Data').click();
  const taken = take.mock.calls.length;
  await session.step();
  await expect.poll(() => session.run.getState().step).toBeGreaterThan(0);
  expect(take).toHaveBeenCalledTimes(taken);
});
