import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { SECTION_TITLES } from '../../../config/fieldNames';
import { usedFields } from '../../../config/unusedFields';
import { renderPage } from '../../testing/renderPage';

const search = () => page.getByRole('combobox', { name: 'Find a command' });
const selectedTab = () => document.querySelector('[role=tab][aria-selected=true]')?.textContent;

/** Opens the palette and chooses the first command that `query` finds. */
async function choose(query: string): Promise<void> {
  await userEvent.keyboard('{Control>}k{/Control}');
  await expect.element(search()).toHaveFocus();
  await userEvent.keyboard(query);
  await userEvent.keyboard('{Enter}');
  await expect.element(search()).not.toBeInTheDocument();
}

it('shows views, runs commands and switches colours from the palette', async () => {
  const session = await renderPage();
  await choose('evaluate');
  await expect.poll(() => session.run.getState().evaluation.results.length).toBeGreaterThan(0);
  await expect.poll(selectedTab).toBe('Evaluate');
  await choose('one step');
  await expect.poll(() => session.run.getState().step).toBe(1);
  const scheme = () => document.documentElement.dataset.mantineColorScheme;
  const before = scheme();
  await choose('dark colours');
  await expect.poll(scheme).not.toBe(before);
  await userEvent.keyboard('{Control>}k{/Control}');
  await expect.element(search()).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  await expect.element(search()).not.toBeInTheDocument();
});

it('leads to a field, wherever it is folded away', async () => {
  const session = await renderPage();
  const fields = usedFields(session.config.getState().config);
  const sections = Object.keys(SECTION_TITLES);
  // The last ones of a panel are folded away twice.
  const last = sections.map((root) => fields.findLast(({ path }) => path.startsWith(`${root}.`))!);
  for (const { path, meta } of last) {
    await choose(path);
    const focused = () => document.activeElement?.closest('[data-path]')?.getAttribute('data-path');
    await expect.poll(focused, { message: `${meta.label} at ${path}` }).toBe(path);
    (document.activeElement as HTMLElement).blur();
  }
});

it('keys act, but not while a text is typed or a dialog is open', async () => {
  const session = await renderPage();
  await userEvent.keyboard('2');
  await expect.poll(selectedTab).toBe('Matches');
  await userEvent.keyboard('1');
  await expect.poll(selectedTab).toBe('Training');

  const alpha = page.getByRole('textbox', { name: /Global weight/ });
  await alpha.fill('0.5');
  await userEvent.keyboard('s');
  await alpha.fill('0.25');
  (alpha.element() as HTMLElement).blur();
  await expect.poll(() => session.config.getState().config.loss.alpha).toBe(0.25);
  await userEvent.keyboard('{Control>}z{/Control}');
  await expect.poll(() => session.config.getState().config.loss.alpha).toBe(0.75);
  await expect.element(page.getByText('Undone: Global weight α 0.25 → 0.75')).toBeVisible();
  await userEvent.keyboard('{Control>}{Shift>}z{/Shift}{/Control}');
  await expect.poll(() => session.config.getState().config.loss.alpha).toBe(0.25);

  await userEvent.keyboard('{Shift>}?{/Shift}');
  await expect.element(page.getByRole('dialog')).toBeVisible();
  const keys = page.getByRole('region', { name: 'Keys: Run' });
  await expect.element(keys.getByText('Train, or pause')).toBeVisible();
  await userEvent.keyboard('s');
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  expect(session.run.getState().step).toBe(0);
});
