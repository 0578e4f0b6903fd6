import { expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { renderPage } from '../../testing/renderPage';

const tab = (name: string) => page.getByRole('tab', { name, exact: true });

/** Where a mark is drawn, in px of the page: marks are what has a hue. */
function placeOfMark(canvas: HTMLCanvasElement): { x: number; y: number } {
  const { width, height } = canvas;
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, width, height);
  const hue = (pixel: number) => {
    const own = data.subarray(4 * pixel, 4 * pixel + 3);
    return Math.max(...own) - Math.min(...own);
  };
  const found = Array.from({ length: width * height }, (_, pixel) => pixel).find((pixel) => hue(pixel) > 60)!;
  const scale = canvas.clientWidth / width;
  return { x: scale * (found % width), y: scale * Math.floor(found / width) };
}

it('shows the space, a point’s neighbours and UMAP; takes no look once it is not on show', async () => {
  const session = await renderPage();
  const take = vi.spyOn(session.looks, 'take');
  expect(take).not.toHaveBeenCalled();
  await tab('Embeddings').click();
  const view = page.getByRole('region', { name: 'Embeddings', exact: true });
  const scatter = view.getByRole('application', { name: /^Representation at step \d/ });
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

  const zoom = view.getByRole('status', { name: 'Zoom' });
  await userEvent.keyboard('+');
  await expect.element(zoom).toHaveTextContent('1.5 ×');
  const canvas = scatter.element() as HTMLCanvasElement;
  canvas.dispatchEvent(new WheelEvent('wheel', { deltaY: -200, bubbles: true, cancelable: true }));
  await expect.element(zoom).not.toHaveTextContent('1.5 ×');
  const shown = zoom.element().textContent;
  // More data leaves the part on show, and a point can still be chosen by a click.
  await session.step();
  await expect.element(view.getByRole('application', { name: /^Representation at step 1/ })).toBeVisible();
  expect(zoom.element().textContent).toBe(shown);
  await userEvent.click(scatter, { position: placeOfMark(canvas) });
  await expect.poll(() => neighbours.getByRole('listitem').elements().length).toBe(8);
  await userEvent.dblClick(scatter, { position: { x: 4, y: 4 } });
  await expect.element(zoom).toHaveTextContent('1.0 ×');

  await view.getByText('UMAP', { exact: true }).click();
  await view.getByRole('button', { name: 'Compute UMAP' }).click();
  await expect.element(view.getByText('These places are of step 1.')).toBeVisible();
  await view.getByLabelText('Space', { exact: true }).selectOptions('Map embedding');
  await view.getByText('PCA', { exact: true }).click();
  await expect.element(view.getByRole('application', { name: /^Map embedding at step 1/ })).toBeVisible();

  await tab('Data').click();
  const taken = take.mock.calls.length;
  await session.step();
  await expect.poll(() => session.run.getState().step).toBeGreaterThan(0);
  expect(take).toHaveBeenCalledTimes(taken);
});
