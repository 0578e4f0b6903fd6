import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { encode } from 'fast-png';
import { parseConfig } from '../src/config/parse';
import type { RunConfig } from '../src/config/runConfig';
import { readSafetensors } from '../src/formats/safetensors';
import { dropFiles, type DroppedFile } from './support/dropFiles';
import { Playground } from './support/playground';
import { sharePage } from './support/sharedPage';
import { test } from './support/test';
import { tinyRun } from './support/tinyRun';
import { violations } from './support/violations';

const FIXTURES = 'src/formats/fixtures';

const otherSeed = (change: (config: RunConfig) => void = () => undefined) =>
  tinyRun((config) => {
    config.run.seed += 1;
    change(config);
  });

async function openFile(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  await page.getByLabel('Weights file').setInputFiles({
    name,
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(bytes),
  });
}

test('weights go out after some steps, and a fresh page starts from them', async ({ page, context }) => {
  const playground = new Playground(page);
  await playground.open(tinyRun());
  await playground.doSteps(2);
  const { bytes } = await playground.save('Weights (safetensors)');
  const saved = readSafetensors(bytes).tensors;
  const count = Object.keys(saved).length;
  await page.close();

  const fresh = new Playground(await context.newPage());
  await fresh.open(otherSeed());
  await fresh.doSteps(1);
  await openFile(fresh.page, 'trained.safetensors', bytes);
  const notice = fresh.page.getByText('Starts from trained.safetensors');
  await expect(notice).toContainText(`all ${count} tensors used`);
  await fresh.waitFor('Ready');
  expect(await fresh.step()).toBe(0);
  expect(readSafetensors((await fresh.save('Weights (safetensors)')).bytes).tensors).toEqual(saved);

  await fresh.button('Details').click();
  await fresh.page.getByText(`${count} used`).click();
  await expect(fresh.page.getByRole('dialog').getByText('backbone.norm.weight')).toBeVisible();
  await fresh.page.keyboard.press('Escape');

  await fresh.doSteps(1);
  await fresh.button('Reset').click();
  await expect.poll(() => fresh.step()).toBe(0);
  await fresh.waitFor('Ready');
  expect(readSafetensors((await fresh.save('Weights (safetensors)')).bytes).tensors).toEqual(saved);
});

test.describe('on one page', () => {
  const shared = sharePage(tinyRun());

  test('a checkpoint that would run something is refused by name, and the run stays', async () => {
    const playground = shared();
    const { page } = playground;
    await playground.doSteps(1);
    const name = 'checkpoint_bad_malicious.pth';
    await dropFiles(page, [{ name, bytes: await readFile(`${FIXTURES}/${name}`) }]);
    const alert = page.getByRole('alert');
    await expect(alert).toContainText('it is not run');
    await alert.getByRole('button', { name: 'Details' }).click();
    await expect(alert).toContainText('checkpoint_bad_global');
    expect(await playground.step()).toBe(1);
    await playground.doSteps(1);
  });

  test('the page says what a configuration needs, and that the device cannot have it', async () => {
    const playground = shared();
    const { page } = playground;
    const line = page.getByRole('note');
    await expect(line).toContainText(/≈ [\d.]+K parameters, ≈ [\d.]+ MB memory/);
    const before = await line.innerText();
    await playground.openPanel('Model');
    await playground.field('Global expander').fill('40000-40000');
    await playground.field('Global expander').press('Enter');
    await expect(line).toContainText('narrower expander');
    expect(await line.innerText()).not.toBe(before);
    await expect(page.getByRole('alert')).toContainText('narrower expander');
  });
});

test('a dropped checkpoint of the reference is used where it fits', async ({ page }) => {
  const playground = new Playground(page);
  const backbone = { depths: [1, 1, 2, 1], widths: [4, 6, 8, 12] };
  await playground.open(
    tinyRun(({ model, loss }) => {
      Object.assign(model.backbone, backbone);
      // Its map has one cell.
      Object.assign(loss, { matchesForward: 1, matchesBackward: 1 });
    }),
  );
  const name = 'checkpoint_convnext_full.pth';
  await dropFiles(page, [{ name, bytes: await readFile(`${FIXTURES}/${name}`) }]);
  await expect(page.getByText(`Starts from ${name}`)).toContainText(
    // The scenes have another number of classes than the checkpoint's classifier.
    '68 of 70 tensors used, 2 of another shape',
  );
});

test('a training of the reference goes on at its step, once the run has its model', async ({ page }) => {
  const playground = new Playground(page);
  await playground.open(
    tinyRun(({ model, loss, run }) => {
      Object.assign(model.backbone, { depths: [1, 1, 2, 1], widths: [4, 6, 8, 12] });
      Object.assign(loss, { matchesForward: 1, matchesBackward: 1 });
      run.length = 400;
    }),
  );
  const name = 'checkpoint_convnext_full.pth';
  await dropFiles(page, [{ name, bytes: await readFile(`${FIXTURES}/${name}`) }]);
  // 37 epochs of 64 scenes, 8 in a batch.
  await playground.button('Go on from step 296 of 400').click();
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('holds another model than this run’s');
  await alert.getByRole('button', { name: 'Use the file’s settings' }).click();
  await expect(page.getByText(`${name} goes on from step 296 of 400`)).toBeVisible();
  await playground.waitForStep(296);
  await playground.doSteps(2);
  expect(await playground.step()).toBe(298);
});

/** The configuration whose names the files of the field fit. */
const FIELD = parseConfig(JSON.parse(readFileSync(`${FIXTURES}/weights/tiny.json`, 'utf8')), 'tiny.json');

/** A picture of stripes. */
function picture(name: string, shade: number): DroppedFile {
  const data = Uint8Array.from({ length: 48 * 36 * 3 }, (_, at) => (at % 29 < 9 ? shade : (7 * at) % 251));
  return { name, bytes: encode({ width: 48, height: 36, channels: 3, data }) };
}

const fieldFile = async (name: string) => new Uint8Array(await readFile(`${FIXTURES}/weights/${name}`));

test.describe('files of the field', () => {
  const shared = sharePage(FIELD);

  test('weights are taken for what they hold, chosen or dropped, whatever they are called', async () => {
    const playground = shared();
    const { page } = playground;
    const notice = page.getByText(/^Starts from/);
    await openFile(page, 'lightning.ckpt', await fieldFile('lightning.ckpt'));
    await expect(notice).toHaveText('Starts from lightning.ckpt: all 38 tensors used.');
    await dropFiles(page, [{ name: 'model_best.pth.tar', bytes: await fieldFile('averaged_model.pth') }]);
    await expect(notice).toHaveText('Starts from model_best.pth.tar: all 38 tensors used.');
    await openFile(page, 'weights', await fieldFile('timm_convnext.safetensors'));
    await expect(notice).toContainText('Starts from weights (timm names): 26 of 38 tensors used');

    await openFile(page, 'dino.bin', await fieldFile('dino_teacher.pth'));
    await expect(notice).toContainText('(teacher)');
    await playground.button('Details and choice').click();
    await page.getByRole('radio', { name: 'student' }).click();
    await expect(notice).toContainText('(student)');

    await openFile(page, 'pointer.safetensors', await fieldFile('lfs_pointer.safetensors'));
    await expect(page.getByRole('alert')).toContainText('a git-lfs pointer');
    await expect(page.getByRole('alert')).toContainText('git lfs pull');
  });

  test('a model of the published kind and two images are looked at, and the run is as it was after that', async () => {
    const playground = shared();
    const { page } = playground;
    const name = 'checkpoint_resnet_full.pth';
    const model = { name, bytes: await readFile(`${FIXTURES}/${name}`) };
    await dropFiles(page, [model, picture('one.png', 90), picture('two.png', 160)]);
    const panel = page.getByRole('region', { name: 'Look at a model' });
    await expect(panel.getByText(name)).toBeVisible();
    await expect(panel.getByText(/: a ResNet with .* basic blocks.*all \d+ tensors used/)).toBeVisible();
    const matches = page.getByRole('region', { name: 'Matches of the model' });
    await expect(matches.getByText(`${name}, 224 px`)).toBeVisible();
    await expect(matches.getByText('Between two images no place is the true one')).toBeVisible();
    await matches.getByText('Two views of image 2').click();
    await expect(matches.getByRole('table', { name: /of this image/ })).toBeVisible();
    expect(await violations(page)).toEqual([]);

    await panel.getByText('Where to get a model').click();
    await expect(panel.getByRole('link', { name: 'resnet50_alpha0.9.pth' })).toBeVisible();
    await panel.getByRole('textbox', { name: 'From an address' }).fill('https://example.org/model.pth');
    await panel.getByRole('button', { name: 'Load from this address' }).click();
    const refusal = page.getByRole('alert');
    await expect(refusal).toContainText('This page asks only its own');
    await refusal.getByRole('button', { name: 'Dismiss' }).click();
    await page.getByRole('tab', { name: 'Features', exact: true }).click();
    await expect(page.getByRole('region', { name: 'Feature maps' }).getByText('7 × 7 cells.')).toBeVisible();

    const before = await playground.step();
    await playground.button('Step').click();
    await expect(panel).toBeHidden();
    await playground.waitForStep(before + 1);
    await page.getByRole('tab', { name: 'Training', exact: true }).click();
  });

  test('weights with layer scale, and of another backbone, bring the settings that they fit', async () => {
    const playground = shared();
    const { page } = playground;
    const notice = page.getByText(/^Starts from/);
    await openFile(page, 'fb.pth', await fieldFile('fb_convnext_layer_scale.pth'));
    await expect(notice).toContainText('another function');
    await playground.button('Use layer scale').click();
    await expect(notice).toContainText('28 of 40 tensors used');
    await expect(notice).not.toContainText('another function');

    await playground.openPanel('Model');
    await playground.field('Depths').fill('1, 2');
    await playground.field('Depths').press('Enter');
    await playground.field('Widths').fill('8, 24');
    await playground.field('Widths').press('Enter');
    await openFile(page, 'fb.pth', await fieldFile('fb_convnext_layer_scale.pth'));
    await expect(page.getByRole('alert')).toContainText('depths 1, 1, widths 16, 32');
    await playground.button('Use the file’s settings').click();
    await expect(notice).toContainText('28 of 40 tensors used');
  });
});

test('reading weights can be cancelled, and the training goes on meanwhile', async ({ page }) => {
  // The reader that the training worker starts is another of our files, which never answers.
  const files = await (await page.request.get('./service-worker.js')).text();
  const silent = /failure-[\w-]+\.js/.exec(files)![0];
  await page.route('**/trainingWorker*', async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace(/weightsReader-[\w-]+\.js/, silent);
    await route.fulfill({ response, body });
  });
  const playground = new Playground(page);
  await playground.open(FIELD);
  await playground.button('Train').click();
  await playground.waitForStep(1);
  await openFile(page, 'good.pth', await fieldFile('good.pth'));
  await playground.button('Load').click();
  const reading = page.getByText('Reading good.pth …');
  await expect(reading).toBeVisible();
  const before = await playground.step();
  await playground.waitForStep(before + 3);
  await expect(reading).toBeVisible();
  await playground.button('Cancel').click();
  await expect(reading).toBeHidden();
  await playground.waitForStep((await playground.step()) + 3);
  await expect(page.getByText(/^Starts from/)).toBeHidden();
});

test('the headless trainer refuses a file without weights: exit code 2 and one line', async () => {
  const out = test.info().outputPath('out');
  const garbage = test.info().outputPath('garbage.pth');
  await writeFile(garbage, 'no weights');
  for (const [file, words] of [
    [`${FIXTURES}/checkpoint_bad_malicious.pth`, /it is not run/],
    [garbage, /garbage\.pth/],
    [`${FIXTURES}/nowhere.pth`, /cannot be read/],
  ] as const) {
    const args = ['scripts/cli.mjs', 'train', '--data', 'synthetic', '--set', 'data.count=64'];
    const { status, stderr } = spawnSync(process.execPath, [...args, '--out', out, '--weights', file], {
      encoding: 'utf8',
    });
    expect(status).toBe(2);
    expect(stderr).toMatch(words);
    const [loaded, ...refusal] = stderr.trim().split('\n');
    expect(loaded).toContain('Built-in scenes: 64 images');
    expect(refusal).toHaveLength(1);
    expect(existsSync(out)).toBe(false);
  }
});
