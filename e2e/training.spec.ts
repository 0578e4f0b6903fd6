import { expect } from '@playwright/test';
import type { MetricsRow } from './support/playground';
import { sharePage } from './support/sharedPage';
import { test } from './support/test';
import { tinyRun } from './support/tinyRun';

const TERMS = ['global', 'local'].flatMap((branch) =>
  ['invariance', 'variance', 'covariance'].map((term) => `${branch}_${term}`),
);

function branchSum(row: MetricsRow, branch: 'global' | 'local'): number {
  return TERMS.filter((name) => name.startsWith(branch)).reduce((sum, name) => sum + row[name]!, 0);
}

function mean(rows: readonly MetricsRow[], name: string): number {
  return rows.reduce((sum, row) => sum + row[name]!, 0) / rows.length;
}

test.describe('on the GPU', () => {
  const shared = sharePage(tinyRun(), { device: 'gpu' });
  test.beforeEach(async () => {
    await shared().field('Global weight').fill('0.75');
    await shared().field('Global weight').press('Enter');
    await shared().waitFor('Ready');
  });

  test('trains on the built-in scenes: finite, falling losses, and matches that move', async () => {
    const playground = shared();
    const lines = playground.page
      .getByRole('region', { name: 'Matches between the two views' })
      .locator('svg:has([data-verdict])');
    const before = await lines.innerHTML();
    await playground.button('Train').click();
    await playground.waitForStep(24);
    await playground.button('Pause').click();
    await playground.waitFor('Paused');

    const rows = await playground.metrics();
    expect(rows.length).toBeGreaterThanOrEqual(24);
    for (const row of rows)
      for (const name of ['loss', ...TERMS]) expect(Number.isFinite(row[name]), name).toBe(true);
    expect(mean(rows.slice(-5), 'loss')).toBeLessThan(mean(rows.slice(0, 5), 'loss'));
    expect(await lines.innerHTML()).not.toBe(before);
    expect(rows.some((row) => row.matching_accuracy_embeddings !== undefined)).toBe(true);
  });

  test('takes α over in a running training, at the next reported step', async () => {
    const playground = shared();
    await playground.doSteps(1);
    await playground.field('Global weight').fill('0.2');
    await playground.field('Global weight').press('Enter');
    await playground.doSteps(2);
    const rows = await playground.metrics();
    expect(rows[0]!.alpha).toBe(0.75);
    expect(rows.at(-1)!.alpha).toBe(0.2);
    for (const row of rows) {
      const expected = row.alpha! * branchSum(row, 'global') + (1 - row.alpha!) * branchSum(row, 'local');
      expect(row.loss).toBeCloseTo(expected, 3);
    }
  });

  test('pauses, steps and resets', async () => {
    const playground = shared();
    await playground.button('Train').click();
    await playground.waitForStep(3);
    await playground.button('Pause').click();
    await playground.waitFor('Paused');
    const paused = await playground.step();
    await playground.doSteps(2);
    expect(await playground.step()).toBe(paused + 2);
    const first = (await playground.metrics())[0]!;
    await playground.button('Reset').click();
    await playground.waitFor('Ready');
    expect(await playground.step()).toBe(0);
    await playground.doSteps(1);
    const again = (await playground.metrics())[0]!;
    expect(again.loss).toBe(first.loss);
  });

  test('a GPU that is lost while it trains is named, and a fresh one goes on from the kept weights', async () => {
    const playground = shared();
    const { page } = playground;
    await playground.button('Train').click();
    // By then the first good weights have been handed out.
    await playground.waitForStep(12);
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
