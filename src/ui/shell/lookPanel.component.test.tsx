import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { PUBLISHED_MODELS } from '../../training/weights/publishedModels';
import { renderPage } from '../testing/renderPage';

async function photo(name: string): Promise<File> {
  const canvas = new OffscreenCanvas(24, 16);
  canvas.getContext('2d')!.fillRect(0, 0, 12, 16);
  return new File([await canvas.convertToBlob()], name);
}

it('says where models are, shows what one holds and sees, and leads back to the run', async () => {
  const session = await renderPage();
  const look = page.getByRole('button', { name: 'Look at a model' });
  await look.click();
  const panel = page.getByRole('region', { name: 'Look at a model' });
  await expect.element(page.getByText('Bring a model and one or two images.')).toBeVisible();
  const links = () =>
    [...panel.element().querySelectorAll('table a')].map((link) => [
      link.textContent,
      link.getAttribute('href'),
    ]);
  await expect
    .poll(links)
    .toEqual(
      PUBLISHED_MODELS.flatMap(({ backbone, full }) => [backbone, full]).map((name) => [
        name,
        `https://dl.fbaipublicfiles.com/vicregl/${name}`,
      ]),
    );

  await session.lookMode.take({ model: new File(['x'], 'dino.pth'), key: 'student' });
  await expect.element(panel.getByText(/^dino\.pth.*2 of 5 tensors used/)).toBeVisible();
  await session.lookMode.take({ photos: [await photo('a.png'), await photo('b.png')] });
  const matches = page.getByRole('region', { name: 'Matches of the model' });
  await expect.element(matches.getByText('dino.pth, 224 px')).toBeVisible();
  await panel.getByText('320 px').click();
  await expect.element(matches.getByText('dino.pth, 320 px')).toBeVisible();

  await panel.getByRole('button', { name: 'Details and choice' }).click();
  await page.getByRole('radio', { name: 'teacher' }).click();
  await expect.poll(() => session.lookMode.store.getState().model?.key).toBe('teacher');

  await panel.getByRole('button', { name: 'Remove image 1' }).click();
  await expect.element(matches.getByText('Both images')).not.toBeInTheDocument();
  await page.getByRole('tab', { name: 'Features' }).click();
  await expect.element(page.getByRole('application', { name: /^Image 1, b\.png/ })).toBeVisible();

  await panel.getByRole('button', { name: 'Back to the run' }).click();
  await expect.element(panel).not.toBeInTheDocument();
  await expect.element(look).toHaveAttribute('aria-pressed', 'false');
  await expect.element(page.getByRole('combobox', { name: 'Weights' })).toBeVisible();
});
