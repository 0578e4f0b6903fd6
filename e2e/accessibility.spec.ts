import { expect } from '@playwright/test';
import { sharePage } from './support/sharedPage';
import { test } from './support/test';
import { endless, tinyRun } from './support/tinyRun';
import { violations } from './support/violations';

const shared = sharePage(tinyRun(endless));

const SCREENS = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

test('axe finds nothing on desktop and phone, light and dark, before and after training', async () => {
  const playground = shared();
  const { page } = playground;
  /** On either screen, in the other colours on each; `swapped` in those that remain. */
  const look = async (when: string, swapped = false): Promise<void> => {
    for (const [kind, viewport] of Object.entries(SCREENS)) {
      const colorScheme = (kind === 'phone') === swapped ? 'light' : 'dark';
      await test.step(`${kind}, ${colorScheme}, ${when}`, async () => {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme });
        await expect(page.locator(`html[data-mantine-color-scheme=${colorScheme}]`)).toBeAttached();
        expect(await violations(page)).toEqual([]);
      });
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBeLessThanOrEqual(0);
    }
  };
  await look('before');
  await playground.doSteps(2);
  await look('after', true);
  await page.getByRole('tab', { name: 'Views' }).click();
  await expect(page.getByRole('img', { name: /^Draw 12: / })).toBeVisible();
  await look('in the Views view');
  await page.getByRole('tab', { name: 'Sweep' }).click();
  await look('in the Sweep view', true);
  await page.getByRole('tab', { name: 'Explained' }).click();
  await expect(page.getByRole('heading', { name: 'VICReg and VICRegL in six pictures' })).toBeVisible();
  await look('in the Explained view');
  await page.getByRole('tab', { name: 'Training', exact: true }).click();
  await page.setViewportSize(SCREENS.desktop);
});

test('the keyboard alone trains, steps, pauses and resets', async () => {
  const playground = shared();
  const { page } = playground;
  await page.keyboard.press('s');
  await playground.waitForStep(1);
  // While a step is under way, Space pauses.
  await playground.waitFor('Paused');
  await page.keyboard.press('Space');
  await playground.waitForStep(3);
  await page.keyboard.press('Space');
  await playground.waitFor('Paused');
  await page.keyboard.press('r');
  await playground.waitFor('Ready');
  expect(await playground.step()).toBe(0);
});

test('Escape closes whatever is open', async () => {
  const playground = shared();
  const { page } = playground;
  await playground.doSteps(1);
  const openers = [
    page.getByRole('button', { name: /^Device: / }),
    page.getByRole('button', { name: 'Export and import' }),
    page.getByRole('button', { name: 'Share', exact: true }),
    page.getByRole('button', { name: 'Help', exact: true }),
    page.getByRole('region', { name: 'Measures' }).getByRole('button').first(),
    page.getByRole('button', { name: 'Filters and drawing' }),
    page.getByRole('button', { name: 'Axes and smoothing' }),
  ];
  const open = page.locator('[role="dialog"], [role="menu"]');
  for (const opener of openers) {
    await opener.click();
    await expect(open).toHaveCount(1);
    // What opens takes the focus a moment later; the key goes to where it is.
    await expect(
      open
        .locator(':focus')
        .or(open.and(page.locator(':focus')))
        .first(),
    ).toBeAttached();
    await page.keyboard.press('Escape');
    await expect(open).toHaveCount(0);
    await expect(opener).toBeFocused();
  }
});
