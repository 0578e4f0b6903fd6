import { expect } from '@playwright/test';
import sharp, { type Sharp } from 'sharp';
import { dropFiles } from './support/dropFiles';
import { sharePage } from './support/sharedPage';
import { test } from './support/test';
import { tinyRun } from './support/tinyRun';
import { violations } from './support/violations';

const shared = sharePage(tinyRun());

/** Pictures that differ, then a copy of the first by its bytes and one of the second by its looks. */
async function pictures() {
  const SIDE = 32;
  const waves = (seed: number): Sharp =>
    sharp(
      Uint8Array.from({ length: 3 * SIDE * SIDE }, (_, at) => {
        const [x, y] = [Math.floor(at / 3) % SIDE, Math.floor(at / (3 * SIDE))];
        const across = Math.sin(seed + x * (0.1 + 0.03 * seed));
        const down = Math.cos(2 * seed + y * (0.12 + 0.02 * seed));
        return 128 + 60 * across + 45 * down + 20 * Math.sin((seed * x * y) / 200);
      }),
      { raw: { width: SIDE, height: SIDE, channels: 3 } },
    );
  const originals = await Promise.all([1, 2, 5, 7, 11, 13].map((seed) => waves(seed).png().toBuffer()));
  const similar = await sharp(originals[1]).jpeg({ quality: 60 }).toBuffer();
  return [...originals, originals[0]!, similar].map((bytes, index) => ({
    name: `picture${index}.png`,
    bytes,
  }));
}

test('the data view shows what a set holds, and finds what is in it twice', async () => {
  const playground = shared();
  const { page } = playground;
  await page.getByRole('tab', { name: 'Data', exact: true }).click();
  const grid = page.getByRole('grid', { name: /^Images/ });
  const shown = page.getByRole('region', { name: 'Data', exact: true }).getByRole('status').first();
  const classRows = page.getByRole('list', { name: 'Images by class' }).getByRole('button');

  await test.step('every image is counted in one class', async () => {
    await expect(classRows).toHaveCount(8);
    const names = await classRows.evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label')!));
    const total = names.reduce((sum, name) => sum + Number(/: ([\d,]+) image/.exec(name)![1]), 0);
    await expect(shown).toContainText(`${total.toLocaleString('en')} images of 32 × 32`);
  });

  await test.step('axe finds nothing, wide and narrow', async () => {
    for (const width of [390, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
  });

  await test.step('a class and a part are shown alone', async () => {
    await classRows.first().click();
    await page.getByRole('radiogroup', { name: 'Part' }).getByText('Validation', { exact: true }).click();
    const name = (await classRows.first().getAttribute('aria-label'))!;
    const [className, validation] = [/^[^:]+/.exec(name)![0], /(\d+) validation/.exec(name)![1]!];
    await expect(shown).toContainText(new RegExp(`^${validation} of`));
    await expect(grid.getByRole('gridcell')).toHaveCount(Number(validation));
    await expect(grid.getByRole('gridcell').first()).toHaveAccessibleName(new RegExp(`, ${className}$`));
  });

  await test.step('masks are laid over the images', async () => {
    const canvas = grid.locator('canvas').first();
    const picture = () => canvas.evaluate((element: HTMLCanvasElement) => element.toDataURL());
    const plain = await picture();
    await page.getByRole('switch', { name: 'Masks' }).click();
    await expect.poll(picture).not.toBe(plain);
  });

  await test.step('an image is opened by the keys', async () => {
    await grid.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name: /^Image \d/ })).toContainText('Validation');
    await page.getByRole('button', { name: 'Show in training' }).click();
    await expect(page.getByRole('tab', { name: 'Training', exact: true })).toHaveAttribute(
      'aria-selected',
      'true',
    );
  });

  await test.step('duplicates of dropped files are found', async () => {
    await dropFiles(page, await pictures());
    await playground.waitFor('Ready');
    await page.getByRole('tab', { name: 'Data', exact: true }).click();
    await expect(shown).toContainText('8 images of 32 × 32');
    await expect(page.getByText('The images have no labels.')).toBeVisible();
    await page.getByRole('button', { name: 'Find duplicates' }).click();
    const groups = page.getByRole('list', { name: 'Groups of duplicates' }).getByRole('button');
    await expect(groups).toHaveText([/^2 equal\s*0 \(.*\), 6 \(/, /^2 similar\s*1 \(.*\), 7 \(/]);
    await groups.first().click();
    await expect(grid.getByRole('gridcell')).toHaveCount(2);
    const { bytes } = await playground.save('Table of images (CSV)');
    const lines = new TextDecoder().decode(bytes).trim().split('\n');
    expect(lines).toHaveLength(9);
    expect([0, 6, 1, 7, 2].map((image) => lines[image + 1]!.split(',')[3])).toEqual(['0', '0', '1', '1', '']);
  });
});
