import { expect, type Locator, type Page } from '@playwright/test';
import { sharePage } from './support/sharedPage';
import { test } from './support/test';
import { tinyRun } from './support/tinyRun';

const shared = sharePage(tinyRun());

/** How a person holds a phone, and what desks have; the last is a 4K screen that is not scaled. */
const SIZES = [
  [320, 640],
  [390, 844],
  [844, 390],
  [1280, 720],
  [1366, 768],
  [1440, 900],
  [3840, 2160],
] as const;

/** From this width on, the first view shows the matches, the equation and a curve. */
const WHOLE_FROM = 1280;

/** The area in which the first plot draws. */
function firstPlot(page: Page): Locator {
  return page.locator('#curves-plot .nsewdrag').first();
}

/** Of the first plot: those off the screen are drawn when one comes to them. */
function tickLabels(page: Page): Locator {
  return page.locator('#curves-plot .js-plotly-plot').first().locator('.xtick text');
}

/** The ends of what is drawn; where it is not, after the end of any page. */
async function edges(locator: Locator) {
  const box = (await locator.boundingBox()) ?? { x: 0, y: Infinity, width: 0, height: 0 };
  return { ...box, right: box.x + box.width, bottom: box.y + box.height };
}

/** Views, equation and a curve, without scrolling. */
async function expectWhole(page: Page, height: number): Promise<void> {
  const views = page.getByRole('application', { name: /^View/ });
  for (const view of await views.all()) await expect(view).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole('math')).toBeInViewport({ ratio: 1 });
  await expect.poll(async () => (await edges(firstPlot(page))).bottom).toBeLessThan(height);
  const matches = (await edges(views.nth(1))).right - (await edges(views.nth(0))).x;
  expect(matches).toBeGreaterThan(1.3 * (await edges(page.locator('#curves-plot'))).width);
}

test('every size shows the step; wide ones begin with the matches, the equation and a curve', async () => {
  const playground = shared();
  const { page } = playground;
  await playground.doSteps(4);
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    await test.step(`${width} × ${height}`, async () => {
      const step = page.getByText(/^step [\d,]+ \/ [\d,]+$/).first();
      await expect(step).toBeInViewport({ ratio: 1 });
      // Nothing of its text is cut.
      expect(await step.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
      await expect
        .poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth))
        .toBeLessThanOrEqual(0);
      if (width >= WHOLE_FROM) await expectWhole(page, height);
    });
  }

  // Plots, their labels and icons grow with the text.
  const sizes = async () => ({
    icon: (await edges(page.locator('header .tabler-icon').first())).height,
    plot: (await edges(firstPlot(page))).height,
    label: (await edges(tickLabels(page).first())).height,
  });
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect.poll(async () => (await sizes()).plot).toBe(178);
  const small = await sizes();
  await page.setViewportSize({ width: 3840, height: 2160 });
  await expect.poll(async () => (await sizes()).plot / small.plot).toBe(1.5);
  expect((await sizes()).icon / small.icon).toBe(1.5);
  await expect.poll(async () => (await sizes()).label / small.label).toBeGreaterThan(1.3);
});

test('a zoom survives a change of tab, until it is reset', async () => {
  const playground = shared();
  const { page } = playground;
  await page.setViewportSize({ width: 1920, height: 1080 });
  await playground.doSteps(6);
  // Plotly keeps ticks that stay, so their order in the page tells nothing.
  const ticks = async () => (await tickLabels(page).allTextContents()).toSorted();
  await expect.poll(ticks).toContain('6');
  const whole = await ticks();

  const area = await edges(firstPlot(page));
  await page.mouse.move(area.x + 0.4 * area.width, area.y + 0.3 * area.height);
  await page.mouse.down();
  await page.mouse.move(area.x + 0.8 * area.width, area.y + 0.7 * area.height, { steps: 5 });
  await page.mouse.up();
  const reset = page.getByRole('button', { name: 'Reset zoom' });
  await expect(reset).toBeEnabled();
  await expect.poll(ticks).not.toEqual(whole);
  const zoomed = await ticks();

  await page.getByRole('tab', { name: 'Terms' }).click();
  const plots = page.locator('#curves-plot');
  await expect(plots).not.toContainText('Total loss');
  await page.getByRole('tab', { name: 'Overview' }).click();
  await expect(plots).toContainText('Total loss');
  await expect.poll(ticks).toEqual(zoomed);

  await reset.click();
  await expect.poll(ticks).toEqual(whole);
});

test('no view of a phone is wider than the screen', async () => {
  const { page } = shared();
  await page.setViewportSize({ width: 390, height: 844 });
  for (const tab of await page.getByRole('tablist', { name: 'Views' }).getByRole('tab').all()) {
    await tab.click();
    await test.step((await tab.textContent()) ?? '', async () => {
      await expect(page.getByText(/^Loading “/)).toHaveCount(0);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    });
  }
});
