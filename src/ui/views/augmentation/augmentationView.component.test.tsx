import { MantineProvider } from '@mantine/core';
import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { findPreset } from '../../../config/presets';
import { previewViews } from '../../../worker/previewViews';
import { renderPage } from '../../testing/renderPage';
import { locatedViews } from './locatedViews';
import { PreviewFigure } from './PreviewFigure';

const picture = (name: string | RegExp) => page.getByRole('img', { name });
const pixels = (name: string) => {
  const canvas = picture(name).element() as HTMLCanvasElement;
  return [...canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data].join();
};

it('shows what the settings make of an image, before anything is trained', async () => {
  const session = await renderPage();
  await page.getByRole('tab', { name: 'Views' }).click();
  await expect.element(picture('The source image').first()).toBeVisible();
  await expect.element(picture(/^Draw 12: /)).toBeVisible();

  const views = page.getByRole('region', { name: 'Views of an image' });
  const cells = views.getByRole('application', { name: /^View 1, 8 by 8 cells/ });
  await expect.element(cells).toBeVisible();
  (cells.element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowUp}');
  await expect
    .element(views.getByText(/^View 1 row 4, column 5: .* px from the top of the source; view 2 /))
    .toBeVisible();
  await expect.element(views.getByRole('application', { name: /at row 4, column 5/ })).toBeVisible();

  const before = pixels('View 1');
  await page.getByRole('button', { name: 'Draw again' }).last().click();
  await expect.poll(() => pixels('View 1')).not.toBe(before);

  await page.getByLabelText('What is applied').selectOptions('Flip alone');
  await expect.element(views.getByText('crop 100 %').first()).toBeVisible();
  await expect.element(picture('Draw 1: flipped')).toBeVisible();

  const matches = page.getByRole('button', { name: 'Location matches' });
  await matches.last().click();
  await expect.element(matches.last()).toHaveAttribute('aria-pressed', 'false');

  // A setting shows at once.
  session.config.getState().edit('views.flip', 0);
  await expect.element(picture('Draw 1: cropped only')).toBeVisible();
});

it('shows a source that is not square with its proportions', async () => {
  const { config } = findPreset('playground')!;
  const source = { height: 24, width: 40, pixels: new Uint8Array(24 * 40 * 3).fill(90) };
  const { draws } = previewViews(config, source, { imageIndex: 0, draw: 0, count: 1 });
  await render(
    <MantineProvider>
      <PreviewFigure
        source={source}
        views={locatedViews(draws[0]!, config.model.backbone)}
        matches={[]}
        grids
        focus={{}}
        onCell={() => undefined}
      />
    </MantineProvider>,
  );
  const { width, height } = picture('The source image').element().getBoundingClientRect();
  expect(width / height).toBeCloseTo(40 / 24, 1);
});
