import { expect } from '@playwright/test';
import { download } from './support/download';
import { Playground } from './support/playground';
import { test } from './support/test';
import { tinyRun } from './support/tinyRun';
import { violations } from './support/violations';

/** Rows of a CSV file whose fields hold no comma, by the names of its columns. */
function rowsOf(bytes: Uint8Array): Record<string, string>[] {
  const [head, ...lines] = new TextDecoder().decode(bytes).trim().split(/\r?\n/);
  const names = head!.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((field, at) => [names[at]!, field])));
}

test('loss and model of a training are taken apart, and saved', async ({ page }) => {
  const playground = new Playground(page);
  await playground.open(tinyRun());
  await playground.doSteps(3);

  await page.getByRole('tab', { name: 'Loss' }).click();
  const gradients = page.getByRole('region', { name: 'Gradients by stage' });
  await expect(gradients.getByRole('row')).toHaveCount(6);
  await expect(page.getByText('on the batch that follows step 3.')).toBeVisible();
  // The fonts of formulas are the page's own.
  await expect.poll(() => page.evaluate(() => document.fonts.check('16px KaTeX_Math'))).toBe(true);
  const shares = page.getByRole('region', { name: 'Shares of the loss' });
  await expect(shares.getByText('Global invariance λ')).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
  }

  const save = async (title: string, of = 'loss') => {
    await playground.button(`Save the ${of}`).click();
    return download(page, () => page.getByRole('menuitem', { name: title }).click());
  };
  const terms = rowsOf((await save('Terms (CSV)')).bytes);
  const metrics = await playground.metrics();
  for (const [row, values] of terms.entries()) {
    const { step, ...weighted } = values;
    expect(Number(step)).toBe(row + 1);
    const sum = Object.values(weighted).reduce((all, value) => all + Number(value), 0);
    expect(sum / metrics[row]!.loss!).toBeCloseTo(1, 4);
  }
  const stages = rowsOf((await save('Gradients (CSV)')).bytes);
  expect(stages.map(({ stage }) => stage)).toEqual(['stem', 'stage 1', 'global expander', 'local expander']);
  expect(Number(stages[0]!.norm_global)).toBeGreaterThan(0);
  expect([stages[2]!.norm_local, stages[3]!.norm_global].map(Number)).toEqual([0, 0]);
  const text = async (title: string, of?: string) => new TextDecoder().decode((await save(title, of)).bytes);
  expect(await text('Plot (SVG)')).toMatch(/^<svg/);

  // Both kinds of matches make up the local branch, over the steps too.
  await expect(
    page.getByRole('region', { name: 'Local loss by kind of match' }).getByRole('row'),
  ).toHaveCount(6);
  const { looks } = JSON.parse(await text('Gradients (JSON)')) as {
    looks: { parts: { name: string }[]; stages: { products: number[][]; branches: { local: number } }[] }[];
  };
  const [stem] = looks[0]!.stages;
  const isLocal = looks[0]!.parts.map(({ name }) => /^local_(embedding|location)_/.test(name));
  const squares = stem!.products.flatMap((row, one) =>
    row.filter((_, other) => isLocal[one] && isLocal[other]),
  );
  const norm = Math.sqrt(squares.reduce((sum, value) => sum + value, 0));
  expect(norm / stem!.branches.local).toBeCloseTo(1, 4);
  expect(await text('Shares (SVG)', 'gradients over the steps')).toMatch(
    /^<svg.*share of the gradient norms/s,
  );

  await page.getByRole('tab', { name: 'Model' }).click();
  await expect(page.getByRole('region', { name: 'Layers' })).toContainText('Local expander');
  await playground.button('Time its parts').click();
  await expect(page.getByText('The processor computes: there are no GPU programs to time.')).toBeVisible();
  await expect(page.getByRole('list', { name: 'Memory by kind' })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await playground.button('Save the model').click();
  const layers = await download(page, () => page.getByRole('menuitem', { name: 'Layers (CSV)' }).click());
  expect(rowsOf(layers.bytes).find(({ layer }) => layer === 'backbone.stages.0.0.pwconv1')).toMatchObject({
    parameters: String(16 * 64 + 64),
    multiply_adds: String(64 * 16 * 64),
  });
  expect(await playground.step()).toBe(3);
});
