import { expect } from '@playwright/test';
import { Playground, type MetricsRow } from './support/playground';
import { sharePage } from './support/sharedPage';
import { test } from './support/test';
import { endless, tinyRun } from './support/tinyRun';

const TERMS = ['global', 'local'].flatMap((branch) =>
  ['invariance', 'variance', 'covariance'].map((term) => `${branch}_${term}`),
);

function branchSum(row: MetricsRow, branch: 'global' | 'local'): number {
  return TERMS.filter((name) => name.startsWith(branch)).reduce((sum, name) => sum + row[name]!, 0);
}

function mean(rows: readonly MetricsRow[], name: string): number {
  return rows.reduce((sum, row) => sum + row[name]!, 0) / rows.length;
}

// A software GPU compiles whatever is begun anew, so that all of it is one run.
test('on the GPU a run trains, takes α over, pauses, is lost and gone on with, and begins again the same', async ({
  page,
}) => {
  test.slow();
  const playground = new Playground(page);
  await playground.open(tinyRun(endless), 'gpu');
  const setAlpha = async (alpha: string) => {
    await playground.field('Global weight').fill(alpha);
    await playground.field('Global weight').press('Enter');
  };
  const lines = page
    .getByRole('region', { name: 'Matches between the two views' })
    .locator('svg:has([data-verdict])');
  const before = await lines.innerHTML();
  let first: MetricsRow | undefined;

  await test.step('finite, falling losses, and matches that move', async () => {
    await playground.button('Train').click();
    await playground.waitForStep(24);
    await playground.button('Pause').click();
    await playground.waitFor('Paused');
    await expect.poll(() => lines.innerHTML()).not.toBe(before);
    const rows = await playground.metrics();
    expect(rows.length).toBeGreaterThanOrEqual(24);
    for (const row of rows)
      for (const name of ['loss', ...TERMS]) expect(Number.isFinite(row[name]), name).toBe(true);
    expect(mean(rows.slice(-5), 'loss')).toBeLessThan(mean(rows.slice(0, 5), 'loss'));
    expect(rows.some((row) => row.matching_accuracy_embeddings !== undefined)).toBe(true);
    first = rows[0];
  });

  await test.step('steps one by one, with another α', async () => {
    const paused = await playground.step();
    await setAlpha('0.2');
    await playground.doSteps(2);
    expect(await playground.step()).toBe(paused + 2);
    const rows = await playground.metrics();
    expect(rows[0]!.alpha).toBe(0.75);
    expect(rows.at(-1)!.alpha).toBe(0.2);
    for (const row of rows) {
      const expected = row.alpha! * branchSum(row, 'global') + (1 - row.alpha!) * branchSum(row, 'local');
      expect(row.loss).toBeCloseTo(expected, 3);
    }
    await setAlpha('0.75');
  });

  await test.step('a GPU that is lost while it trains is named, and a fresh one goes on from the kept weights', async () => {
    await playground.button('Continue').click();
    await playground.waitForStep((await playground.step()) + 1);
    await playground.trainingWorker().evaluate(() => {
      const { _tfengine } = globalThis as unknown as {
        _tfengine: { registry: { webgpu: { device: GPUDevice } } };
      };
      _tfengine.registry.webgpu.device.destroy();
    });
    await expect(page.getByText(/^The GPU was lost/).first()).toBeVisible();
    await expect(page.getByText(/mapAsync/)).toHaveCount(0);
    const goOn = page.getByRole('button', { name: /^Go on from step \d/ });
    const kept = Number(/\d+/.exec(await goOn.innerText())![0]);
    await goOn.click();
    await playground.waitFor('Paused');
    expect(await playground.step()).toBe(kept);
    await playground.doSteps(1);
    expect((await playground.metrics()).at(-1)!.step).toBe(kept + 1);
  });

  await test.step('reset begins the same run again, on another device too', async () => {
    await playground.button('Reset').click();
    await playground.waitFor('Ready');
    expect(await playground.step()).toBe(0);
    await playground.doSteps(1);
    expect((await playground.metrics())[0]!.loss).toBe(first!.loss);
  });
});

test.describe('on the processor', () => {
  const shared = sharePage(
    tinyRun((config) => {
      Object.assign(config.loss, { matchesForward: 6 });
      config.optim.optimizer = 'lars';
      config.run.length = 5;
    }),
  );

  test('shows the similarity of the cell under the pointer, and it changes with training', async () => {
    const playground = shared();
    const { page } = playground;
    const picture = await playground.pinCell();
    const before = await picture();
    const row = page.getByRole('row').filter({ hasText: 'Best match' });
    await expect(row).toContainText(/\d/);
    await playground.doSteps(4);
    await expect.poll(picture).not.toBe(before);
  });

  test('finishes a run, and trains again from its end', async () => {
    const playground = shared();
    await playground.button('Train').click();
    await playground.waitFor('Finished');
    expect(await playground.step()).toBe(5);
    await expect(playground.button('Train again')).toBeEnabled();
  });

  test('trains a ResNet with LARS, chosen in the panels', async () => {
    const playground = shared();
    const { page } = playground;
    await playground.openPanel('Model');
    await page.getByRole('radiogroup', { name: 'Backbone' }).getByText('ResNet').click();
    await expect(page.getByText(/A map of 4 × 4 cells, each 8 px wide/)).toBeVisible();
    await playground.doSteps(2);
    const rows = await playground.metrics();
    expect(rows.every((row) => Number.isFinite(row.loss))).toBe(true);
  });
});
