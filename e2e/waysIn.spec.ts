import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { encode } from 'fast-png';
import { gzipSync, zipSync, type Zippable } from 'fflate';
import { packTar } from 'modern-tar';
import sharp from 'sharp';
import { decodeLink } from '../src/config/link';
import { dropFiles, type DroppedFile } from './support/dropFiles';
import { sharePage } from './support/sharedPage';
import { test } from './support/test';
import { tinyRun } from './support/tinyRun';
import { violations } from './support/violations';

/** Images of one colour each; the same number gives the same image. */
function pictures(folder: string, count: number): Promise<DroppedFile[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, index) => ({
      name: `${folder}${index}.png`,
      bytes: await sharp({
        create: { width: 32, height: 32, channels: 3, background: { r: 20 * index, g: 90, b: 30 } },
      })
        .png()
        .toBuffer(),
    })),
  );
}

/** Pastes files, as Ctrl+V does with copied images. */
async function pasteFiles(page: Page, files: readonly DroppedFile[]): Promise<void> {
  await page.evaluate(
    (all) => {
      const clipboardData = new DataTransfer();
      for (const { name, values } of all) clipboardData.items.add(new File([Uint8Array.from(values)], name));
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    },
    files.map(({ name, bytes }) => ({ name, values: [...bytes] })),
  );
}

/** Lets an image of another page go over this one, where the browser brings its address alone. */
async function dragAddress(page: Page, address: string): Promise<void> {
  const transfer = await page.evaluateHandle((uri) => {
    const data = new DataTransfer();
    data.setData('text/uri-list', uri);
    return data;
  }, address);
  for (const type of ['dragenter', 'dragover', 'drop'])
    await page.locator('main').dispatchEvent(type, { dataTransfer: transfer });
}

test.describe('on one page', () => {
  const shared = sharePage(tinyRun());

  test('pasted images add up, once that is said', async () => {
    const playground = shared();
    const { page } = playground;
    await pasteFiles(page, await pictures('image', 8));
    await expect(page.getByText(/8 images of 32 × 32/)).toBeVisible();
    await pasteFiles(page, await pictures('image', 2));
    await playground.button('Add to the 8 files chosen').click();
    await expect(page.getByText(/10 images of 32 × 32/)).toBeVisible();
    await pasteFiles(page, await pictures('other', 1));
    await expect(page.getByText(/11 images of 32 × 32/)).toBeVisible();
  });

  test('an address is loaded from this site only', async () => {
    const playground = shared();
    const { page } = playground;
    await playground.openPanel('Data');
    const address = page.getByRole('textbox', { name: 'From an address' });
    await address.fill('https://elsewhere.test/cat.png');
    await address.press('Enter');
    await expect(page.getByText(/elsewhere\.test is another site/)).toBeVisible();
    await playground.button('Dismiss').first().click();
    await dragAddress(page, 'https://other.test/dog.png');
    await expect(page.getByText(/other\.test is another site/)).toBeVisible();
    await address.fill('none.zip');
    await address.press('Enter');
    await expect(page.getByText(/answers with a web page for "\/none\.zip"/)).toBeVisible();
    const [{ bytes }] = (await pictures('one', 1)) as [DroppedFile];
    await page.route('**/sets/one.png', (route) => route.fulfill({ body: Buffer.from(bytes) }));
    await address.fill('sets/one.png');
    await address.press('Enter');
    await expect(page.getByText(/12 images of 32 × 32/)).toBeVisible();
  });

  test('a kept data set is found again after a reload, and in a link', async () => {
    const playground = shared();
    const { page } = playground;
    await playground.openPanel('Data');
    const kept = page.getByRole('switch', { name: 'Keep in this browser' });
    await kept.click();
    await expect(page.getByRole('list', { name: 'Data sets kept in this browser' })).toContainText(
      '12 images of 32 × 32',
    );
    await expect.poll(() => decodeLink(new URL(page.url()).hash).data?.count).toBe(12);
    await page.reload();
    await expect(page.getByText(/12 images, is kept in this browser and was found there/)).toBeVisible();
    await playground.waitFor('Ready');
    await expect(page.getByText(/12 images of 32 × 32/).first()).toBeVisible();
    await expect(kept).toBeChecked();

    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: /^Remove ".*" from this browser$/ }).click();
    await playground.button('Remove it').click();
    await expect(kept).not.toBeChecked();
    await page.reload();
    await playground.waitFor('Needs files');
    await expect(
      page.getByRole('main').getByText(/about the images ".*": 12 images of 32 × 32/),
    ).toBeVisible();
    await pasteFiles(page, await pictures('image', 8));
    await playground.waitFor('Ready');
  });

  test('pictures of the camera become classes', async () => {
    const playground = shared();
    const { page } = playground;
    await playground.openPanel('Data');
    await page.getByRole('combobox', { name: 'More files that come' }).selectOption('replace these');
    await playground.button('Use the camera').click();
    const dialog = page.getByRole('dialog', { name: 'Pictures from the camera' });
    await dialog.getByRole('textbox', { name: 'Pictures' }).fill('6');
    await dialog.getByRole('textbox', { name: 'Class' }).fill('cup');
    await dialog.getByRole('button', { name: 'Take 6' }).click();
    const cups = dialog.getByRole('region', { name: 'Pictures of cup' }).getByRole('listitem');
    await expect(cups).toHaveCount(6);
    await dialog.getByRole('textbox', { name: 'Class' }).fill('a/pen');
    await dialog.getByRole('button', { name: 'Take 6' }).click();
    await expect(dialog.getByRole('region', { name: 'Pictures of a pen' }).getByRole('listitem')).toHaveCount(
      6,
    );
    expect(await violations(page)).toEqual([]);
    await cups.first().getByRole('button').click();
    await page.keyboard.press('Escape');
    await expect(dialog.getByText('Closing throws away the 11 pictures taken.')).toBeVisible();
    await dialog.getByRole('button', { name: 'Stay' }).click();
    await dialog.getByRole('button', { name: 'Use these 11 images' }).click();
    await expect(page.getByText(/11 images of 32 × 32, 2 classes/)).toBeVisible();
    await expect(page.getByText('2 classes: a pen, cup')).toBeVisible();
    await playground.waitFor('Ready');
  });

  test('a folder joins another one, and their names are the classes', async () => {
    const playground = shared();
    const { page } = playground;
    await playground.openPanel('Data');
    const way = page.getByRole('combobox', { name: 'More files that come' });
    const input = page.getByLabel('Choose a folder of images', { exact: true });
    for (const [animal, choice] of [
      ['cat', 'replace these'],
      ['dog', 'are added'],
    ] as const) {
      const folder = test.info().outputPath(animal);
      await mkdir(folder, { recursive: true });
      for (const { name, bytes } of await pictures('', 5)) await writeFile(join(folder, name), bytes);
      await way.selectOption(choice);
      await input.setInputFiles(folder);
    }
    await expect(page.getByText(/10 images of 32 × 32, 2 classes/)).toBeVisible();
    await expect(page.getByText('2 classes: cat, dog')).toBeVisible();
  });

  test('archives are dropped as they are: a zip of images and masks, a tar.gz of classes', async () => {
    const playground = shared();
    const { page } = playground;
    await playground.openPanel('Data');
    await page.getByRole('combobox', { name: 'More files that come' }).selectOption('replace these');
    const mask = encode({ width: 32, height: 32, channels: 1, data: new Uint8Array(32 * 32).fill(1) });
    const images = await pictures('', 8);
    const zipped = images.flatMap(({ name, bytes }) => [
      [`set/images/${name}`, bytes],
      [`set/masks/${name}`, mask],
    ]);
    await dropFiles(page, [{ name: 'set.zip', bytes: zipSync(Object.fromEntries(zipped) as Zippable) }]);
    await expect(page.getByText(/8 images of 32 × 32, masks/)).toBeVisible();

    const entries = images.map(({ name, bytes }, index) => ({
      header: { name: `${index % 2 === 0 ? 'cat' : 'dog'}/${name}`, size: bytes.length },
      body: bytes,
    }));
    await dropFiles(page, [{ name: 'animals.tar.gz', bytes: gzipSync(await packTar(entries)) }]);
    await expect(page.getByText(/8 images of 32 × 32, 2 classes/)).toBeVisible();
    await expect(page.getByText('2 classes: cat, dog')).toBeVisible();
  });

  test('views follow the settings at once', async () => {
    const playground = shared();
    const { page } = playground;
    await page.getByRole('tab', { name: 'Views', exact: true }).click();
    const views = page.getByRole('region', { name: 'Views of an image' });
    await playground.openPanel('Augmentation');
    const flipped = views.getByText(/flipped/);
    for (const chance of ['1', '0']) {
      await playground.field('Flip').fill(chance);
      await playground.field('Flip').press('Enter');
      if (chance === '0') await expect(flipped).toHaveCount(0);
      else await expect.poll(() => flipped.count()).toBeGreaterThanOrEqual(2);
    }
  });
});
