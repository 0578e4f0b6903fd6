import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** What axe finds on the page as it is. */
export async function violations(page: Page): Promise<string[]> {
  // A tooltip over the last button pressed lies outside of all landmarks, as tooltips do; it may come at any moment.
  await page.mouse.move(0, 0);
  const axe = new AxeBuilder({ page }).exclude('[role=tooltip]').options({ resultTypes: ['violations'] });
  // Else every look opens a page more to put the results of frames together; there are no frames.
  const { violations: found } = await axe.setLegacyMode().analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}
