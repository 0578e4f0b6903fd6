import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import type { RunConfig } from '../src/config/runConfig';
import { readSafetensors } from '../src/formats/safetensors';
import { Playground } from './support/playground';
import { tinyRun } from './support/tinyRun';

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

async function dropFile(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([fileName, values]) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(values)], fileName));
      return data;
    },
    [name, [...bytes]] as const,
  );
  await page.locator('main').dispatchEvent('drop', { dataTransfer: transfer });
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

test('a checkpoint that would run something is refused by name, and the run stays', async ({ page }) => {
  const playground = new Playground(page);
  await playground.open(tinyRun());
  await playground.doSteps(1);
  const name = 'checkpoint_bad_malicious.pth';
  await dropFile(page, name, new Uint8Array(await readFile(`${FIXTURES}/${name}`)));
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('it is not run');
  await alert.getByRole('button', { name: 'Details' }).click();
  await expect(alert).toContainText('checkpoint_bad_global');
  expect(await playground.step()).toBe(1);
  await playground.doSteps(1);
});

test('a dropped checkpoint of the reference is used where it fits', async ({ page }) => {
  const playground = new Playground(page);
  await playground.open(tinyRun());
  const name = 'checkpoint_resnet_full.pth';
  await dropFile(page, name, new Uint8Array(await readFile(`${FIXTURES}/${name}`)));
  await expect(page.getByText(`Starts from ${name}`)).toContainText(/\d+ of \d+ tensors used, \d+ missing/);
});

test('the page says what a configuration needs, and that the device cannot have it', async ({ page }) => {
  const playground = new Playground(page);
  await playground.open(tinyRun());
  const line = page.getByRole('note');
  await expect(line).toContainText(/≈ [\d.]+K parameters, ≈ [\d.]+ MB GPU memory/);
  const before = await line.innerText();
  await playground.openPanel('Model');
  await playground.field('Global expander').fill('40000-40000');
  await playground.field('Global expander').press('Enter');
  await expect(line).toContainText('narrower expander');
  expect(await line.innerText()).not.toBe(before);
  await expect(page.getByRole('alert')).toContainText('narrower expander');
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
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(existsSync(out)).toBe(false);
  }
});
