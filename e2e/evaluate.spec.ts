import { expect } from '@playwright/test';
import type { EvaluationReport } from '../src/reports/evaluation';
import { Playground } from './support/playground';
import { sharePage } from './support/sharedPage';
import { test } from './support/test';
import { tinyRun } from './support/tinyRun';
import { violations } from './support/violations';

/** How long an evaluation may take on the processor, in ms. */
const SLOW = 200_000;

/** Trains, and shows the evaluation. */
async function evaluationAfter(playground: Playground, steps: number): Promise<void> {
  await playground.doSteps(steps);
  await playground.page.getByRole('tab', { name: 'Evaluate', exact: true }).click();
}

/** Presses the button and waits until all that it measures is measured. */
async function measure(playground: Playground, button: string): Promise<void> {
  await playground.button(button).click();
  await expect(playground.button('Cancel')).toBeVisible();
  await expect(playground.button('Evaluate now')).toBeVisible({ timeout: SLOW });
}

test.describe('on one page', () => {
  const shared = sharePage(tinyRun());

  // Before the other, which leaves its numbers on the page.
  test('an evaluation can be cancelled, and the training goes on', async () => {
    const playground = shared();
    const { page } = playground;
    await evaluationAfter(playground, 1);
    await playground.button('Evaluate now').click();
    await expect(page.getByRole('progressbar', { name: 'Progress: Linear classification' })).toBeVisible();
    await playground.button('Cancel').click();
    await expect(playground.button('Evaluate now')).toBeEnabled();
    await expect(page.getByRole('region', { name: 'Linear classification' })).toHaveCount(0);
    await expect(page.getByRole('alert')).toHaveCount(0);
    await playground.doSteps(1);
  });

  test('tells what was learned: numbers, a confusion matrix, masks, baselines; and saves them', async () => {
    test.setTimeout(3 * SLOW);
    const playground = shared();
    const { page } = playground;
    await evaluationAfter(playground, 3);
    await measure(playground, 'Evaluate now');
    for (const title of [
      'Linear classification',
      'Nearest neighbours',
      'Linear segmentation',
      'Matching',
      'Semantic matching',
    ]) {
      const card = page.getByRole('region', { name: title, exact: true });
      await expect(card.getByRole('paragraph').first()).toContainText(/^[\d.]+ %/);
      await expect(card).toContainText('step 3');
      await expect(card).toContainText('Chance');
    }
    await expect(page.getByText(/^Tested on 1,024 images that were kept from the training/)).toBeVisible();

    const matrix = page.getByRole('application', { name: /^Confusion matrix/ });
    await matrix.focus();
    const said = matrix.locator('xpath=ancestor::figure').getByRole('status');
    await expect(said).toContainText(/: \d+ of \d+ \(\d+ %\) right\.$/);
    await page.keyboard.press('ArrowRight');
    await expect(said).toContainText(/taken for/);

    const prediction = page.getByRole('img', { name: /^Prediction of test image/ });
    const picture = () => prediction.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
    const before = await picture();
    await page.getByRole('slider', { name: 'Opacity of the masks' }).press('End');
    await expect.poll(picture).not.toBe(before);

    for (const probe of ['Linear classification', 'Linear segmentation', 'Matching', 'Semantic matching'])
      await page.getByRole('group', { name: 'Probes' }).getByText(probe, { exact: true }).click();
    await measure(playground, 'Raw pixels');
    await expect(page.getByRole('region', { name: 'Nearest neighbours' })).toContainText('Raw pixels');

    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await violations(page)).toEqual([]);
    }
    await page.setViewportSize({ width: 320, height: 640 });
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth))
      .toBeLessThanOrEqual(0);
    await page.setViewportSize({ width: 1440, height: 900 });

    const { bytes, name } = await playground.save('Evaluations (JSON)');
    expect(name).toMatch(/\.evaluations\.json$/);
    const saved = JSON.parse(new TextDecoder().decode(bytes)) as {
      readonly evaluations: readonly EvaluationReport[];
      readonly baselines: readonly EvaluationReport[];
    };
    expect(saved.evaluations.map(({ step }) => step)).toEqual([3]);
    expect(saved.evaluations[0]!.linear![0]!.confusion.flat().reduce((sum, count) => sum + count, 0)).toBe(
      1024,
    );
    expect(saved.baselines.map(({ subject }) => subject)).toEqual(['raw pixels']);

    // An older evaluation says so, and a link brings its numbers along.
    await playground.doSteps(1);
    await expect(page.getByText('step 3; the run is at 4').first()).toBeVisible();
    await playground.button('Share').click();
    const link = await page.getByRole('textbox', { name: 'Link' }).inputValue();
    const friend = await page.context().newPage();
    await friend.goto(link);
    await expect(friend.getByLabel('Final measures of the shared run')).toContainText('Linear segmentation');
  });
});
