import { expect, type Page } from '@playwright/test';
import { download } from './support/download';
import type { Playground } from './support/playground';
import { sharePage } from './support/sharedPage';
import { test } from './support/test';
import { endless, tinyRun } from './support/tinyRun';

const shared = sharePage(tinyRun(endless));

const DESKTOP = { width: 1440, height: 900 };

declare global {
  interface Window {
    /** What moved without being asked to, and how much of the screen. */
    moved: { what: string[]; value: number }[];
  }
}

/** Begins to note what moves. */
function watchMoves(page: Page): Promise<void> {
  return page.evaluate(() => {
    window.moved = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
        sources: { node: Element | null }[];
      })[])
        if (!entry.hadRecentInput)
          window.moved.push({
            what: entry.sources.map(({ node }) => node?.className.toString() ?? ''),
            value: entry.value,
          });
    }).observe({ type: 'layout-shift' });
  });
}

/** Chooses a command by its name, with the keyboard alone. */
async function command({ page }: Playground, name: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Find a command' })).toBeFocused();
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

test('a whole session by the keyboard alone', async () => {
  const playground = shared();
  const { page } = playground;
  await page.setViewportSize(DESKTOP);
  await command(playground, 'loss.alpha');
  const alpha = page.getByRole('textbox', { name: 'Global weight α', exact: true });
  await expect(alpha).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('0.25');
  // Away from the text, whose keys are its own.
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('s');
  await playground.waitForStep(1);
  await page.keyboard.press('Control+z');
  await expect(alpha).toHaveValue('0.75');
  await expect(page.getByText('Undone: Global weight α 0.25 → 0.75')).toBeVisible();

  const selected = page.getByRole('tab', { selected: true }).first();
  await page.keyboard.press('2');
  await expect(selected).not.toHaveText('Training');
  const second = await selected.textContent();
  await command(playground, 'show training beside');
  await expect(page.getByRole('region', { name: 'Training, beside' })).toBeVisible();
  const address = new URL(page.url());
  expect(address.searchParams.get('beside')).toBe('training');
  await page.reload();
  await playground.waitFor('Ready');
  await expect(page.getByRole('region', { name: 'Training, beside' })).toBeVisible();
  await expect(selected).toHaveText(second!);
  await command(playground, 'close the view beside');
  await page.keyboard.press('1');

  await page.keyboard.press('s');
  await playground.waitForStep(1);
  await expect(page.getByText('Curves appear with the first step.')).toHaveCount(0);
  const { name } = await download(page, () => command(playground, 'metrics (csv)'));
  expect(name).toMatch(/\.metrics\.csv$/);
  await page.keyboard.press('Shift+?');
  await expect(page.getByRole('dialog', { name: 'What you see' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('r');
  await expect.poll(() => playground.step()).toBe(0);
});

test('going back shows the views before and leaves the settings', async () => {
  const playground = shared();
  const { page } = playground;
  const tab = (name: string) => page.getByRole('tab', { name, exact: true });
  await tab('Data').click();
  await tab('Sweep').click();
  await playground.field('Global weight α').first().fill('0.5');
  await expect.poll(() => page.url()).not.toContain('beside');
  await page.goBack();
  await expect(tab('Data')).toHaveAttribute('aria-selected', 'true');
  await expect(playground.field('Global weight α').first()).toHaveValue('0.5');
  await page.goForward();
  await expect(tab('Sweep')).toHaveAttribute('aria-selected', 'true');
  await tab('Training').click();
});

test('nothing moves while numbers change', async () => {
  const playground = shared();
  const { page } = playground;
  await page.setViewportSize(DESKTOP);
  // The first report fills what was empty.
  await playground.doSteps(4);
  await playground.button('Continue').click();
  await playground.waitForStep(8);
  await watchMoves(page);
  await playground.waitForStep(20);
  expect(await page.evaluate(() => window.moved)).toEqual([]);
  await playground.button('Pause').click();
});

test('every view fits a phone, and forced colours and reduced motion are kept', async () => {
  const { page } = shared();
  await page.setViewportSize({ width: 390, height: 844 });
  const tabs = page.getByRole('tablist', { name: 'Views' }).getByRole('tab');
  for (const tab of await tabs.all()) {
    await tab.click();
    await expect(tab).toBeInViewport({ ratio: 0.95 });
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    await expect.poll(overflow, { message: (await tab.textContent())! }).toBeLessThanOrEqual(0);
  }
  await tabs.first().click();
  await page.setViewportSize(DESKTOP);
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  const outline = (of: ReturnType<Page['locator']>) =>
    of.evaluate((element) => getComputedStyle(element).outlineStyle);
  expect(await outline(tabs.first())).toBe('solid');
  expect(await outline(tabs.last())).toBe('none');
  // A panel unfolds at once.
  await page.getByRole('button', { name: /^Run/ }).last().click();
  const longest = await page.evaluate(() =>
    Math.max(
      0,
      ...document
        .getAnimations()
        .filter((one) => one instanceof CSSTransition)
        .map((one) => Number(one.effect?.getComputedTiming().duration ?? 0)),
    ),
  );
  expect(longest).toBeLessThan(1);
  await page.emulateMedia({ forcedColors: null, reducedMotion: null });
});
