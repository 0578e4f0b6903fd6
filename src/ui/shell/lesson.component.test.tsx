import { beforeEach, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { decodeLink } from '../../config/link';
import { NO_LESSON } from '../store/lesson';
import { renderPage } from '../testing/renderPage';

beforeEach(() => {
  localStorage.clear();
  history.replaceState(null, '', location.pathname);
});

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });

it('hidden views and panels have no tab, no heading, no command and no key', async () => {
  const session = await renderPage({
    lesson: { ...NO_LESSON, hide: ['matches', 'sweep', 'panel.model', 'panel.preset'] },
  });
  const tabs = page
    .getByRole('tab')
    .elements()
    .map((one) => one.textContent);
  expect(tabs).not.toContain('Sweep');
  expect(tabs.slice(0, 2)).toEqual(['Training', 'Features']);
  await expect.element(button('Data')).toBeVisible();
  await expect.element(button('Model')).not.toBeInTheDocument();
  await expect.element(page.getByRole('combobox', { name: 'Preset' })).not.toBeInTheDocument();

  // The keys go with the tabs that there are.
  await userEvent.keyboard('2');
  await expect.element(page.getByRole('tab', { name: 'Features' })).toHaveAttribute('aria-selected', 'true');

  await userEvent.keyboard('{Control>}k{/Control}');
  const found = page.getByRole('dialog').getByRole('option');
  const search = page.getByRole('dialog').getByRole('combobox');
  await search.fill('sweep');
  await expect.element(found.filter({ hasText: 'Show “Sweep”' })).not.toBeInTheDocument();
  await search.fill('global expander');
  await expect.element(found.filter({ hasText: 'Global expander' })).not.toBeInTheDocument();
  expect(session.config.getState().isLocked('loss.alpha')).toBe(false);
});

it('where all panels are hidden, there is no way to them', async () => {
  await renderPage({ lesson: { ...NO_LESSON, hide: ['panels'] } });
  await expect.element(page.getByRole('complementary', { name: 'Settings' })).not.toBeInTheDocument();
  await expect.element(button(/the settings/)).not.toBeInTheDocument();
  await userEvent.keyboard('p');
  await expect.element(page.getByRole('complementary', { name: 'Settings' })).not.toBeInTheDocument();
});

it('a locked field shows its value and takes no other, and a preset that would change it is refused', async () => {
  const session = await renderPage({ lesson: { ...NO_LESSON, lock: ['loss', 'run.batch'] } });
  const alpha = page.getByRole('textbox', { name: /^Global weight/ });
  await expect.element(alpha).toBeDisabled();
  await expect.element(alpha).toHaveValue('0.75');
  await expect.element(page.getByRole('img', { name: 'Locked by this link' }).first()).toBeVisible();
  await expect.element(page.getByRole('switch', { name: 'Keep all embedding matches' })).toBeDisabled();

  const before = session.config.getState();
  before.startFrom('cifar10-minutes');
  await expect.element(page.getByText(/locked by this link\. Nothing was changed/)).toBeVisible();
  expect(session.config.getState().config).toBe(before.config);
  await expect.element(button('Open without locks').first()).toBeVisible();
});

it('Share makes a link to a class, and the element that puts a view into another page', async () => {
  await renderPage();
  await button('Share').click();
  const dialog = page.getByRole('dialog');
  const link = () =>
    new URL((dialog.getByRole('textbox', { name: 'Link' }).element() as HTMLInputElement).value);
  await dialog.getByRole('button', { name: 'For a class' }).click();
  const choose = async (list: string, name: string) => {
    await dialog.getByRole('combobox', { name: list, exact: true }).click();
    await page.getByRole('option', { name, exact: true }).click();
    await userEvent.keyboard('{Escape}');
  };
  await choose('Hide', 'Model, settings');
  await choose('Lock', 'Loss and matching, all');
  await dialog.getByRole('switch', { name: 'Larger, for a projector' }).click();
  expect(link().search).toBe('?hide=panel.model&lock=loss&present=1');
  expect(decodeLink(link().hash).config.loss.alpha).toBe(0.75);

  await choose('Show', 'Matches alone, for a frame in another page');
  const html = dialog.getByRole('textbox', { name: 'HTML for the other page' });
  const frame = new DOMParser()
    .parseFromString((html.element() as HTMLTextAreaElement).value, 'text/html')
    .querySelector('iframe')!;
  expect(frame.src).toBe(link().href);
  expect(link().searchParams.get('embed')).toBe('matches');
});

it('an embedded view stands alone, with what it takes to train it', async () => {
  const session = await renderPage({ lesson: { ...NO_LESSON, embed: 'training' } });
  await expect.element(page.getByRole('tab')).not.toBeInTheDocument();
  await expect.element(button('Share')).not.toBeInTheDocument();
  await button('Train').click();
  await expect.poll(() => session.run.getState().step).toBeGreaterThan(0);
  await button('Pause').click();
  const whole = page.getByRole('link', { name: 'Open the playground' });
  expect(new URL((whole.element() as HTMLAnchorElement).href).search).toBe('?view=training');
});
