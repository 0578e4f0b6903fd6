import { afterEach, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { WORDS } from '../../../reports/glossary';
import { renderPage } from '../../testing/renderPage';
import { PICTURE_TITLES } from './pictureTitles';

const picture = (place: number) =>
  page.getByRole('region', { name: `${place + 1} ${PICTURE_TITLES[place]}`, exact: true });
const button = (name: string | RegExp) => page.getByRole('button', { name });
const focused = (selector: string) => document.activeElement?.closest(selector) != null;

afterEach(() => {
  vi.restoreAllMocks();
  history.replaceState(null, '', location.pathname);
});

it('shows six pictures of the run on show, whose symbols lead to knobs and words to the glossary', async () => {
  history.replaceState(null, '', '?view=device');
  const session = await renderPage();
  await page.getByRole('button', { name: 'Help', exact: true }).click();
  await button('The method in six pictures').click();
  await expect.element(page.getByRole('heading', { name: /in six pictures$/ })).toBeVisible();
  expect(location.search).toBe('?view=explained');
  expect(document.querySelectorAll('section[id^="picture-"]')).toHaveLength(PICTURE_TITLES.length);

  // What needs no training is there before it.
  await expect.element(picture(0).getByRole('img', { name: 'The source image' })).toBeVisible();
  // The look at the network is taken once it is on the screen.
  await expect.element(picture(1).getByText(/^The map comes with the first look/)).toBeInTheDocument();
  await page.getByRole('navigation', { name: 'Pictures' }).getByRole('button').nth(1).click();
  await expect.element(picture(1).getByText(/^Step 0\. Cells of one colour/)).toBeVisible();
  await expect.element(picture(2).getByText('Its curve begins with the first step.').first()).toBeVisible();
  await expect.element(picture(5).getByText('The numbers come with the first step.')).toBeVisible();
  await session.step();
  await session.step();
  await expect
    .element(picture(2).getByRole('img', { name: /^Variance of the run on show/ }))
    .toBeInTheDocument();
  await expect.element(picture(5).getByText(/^Of the loss at step 2/)).toBeInTheDocument();

  // γ and the thresholds act on the pictures at once.
  const lines = () =>
    picture(3).element().querySelector('g[data-kept] path:nth-child(2)')?.getAttribute('d')?.split('M')
      .length;
  const before = lines();
  session.config.getState().edit('loss.matchesForward', 3);
  session.config.getState().edit('loss.embeddingMatchesAll', false);
  await expect.poll(lines).not.toBe(before);
  await expect.element(picture(4).getByText(/^best 3 of 64 kept/)).toBeInTheDocument();
  session.config.getState().edit('loss.embeddingThreshold', 0);
  await expect.element(picture(4).getByText(/^best 0 of 64 kept/)).toBeInTheDocument();

  // A symbol lights up with its knob and leads to it.
  const threshold = picture(3)
    .getByRole('button', { name: /^Location threshold: / })
    .first();
  await userEvent.hover(threshold);
  await expect
    .poll(() => document.querySelector('[data-path="loss.locationThreshold"]')?.hasAttribute('data-lit'))
    .toBe(true);
  await threshold.click();
  await expect.poll(() => focused('[data-panels] [data-path="loss.locationThreshold"]')).toBe(true);
  // Also where the panels are folded away: not to the α of the picture itself.
  await button('Fold the settings away').click();
  await picture(5).getByRole('button', { name: 'Global weight α: go to its knob' }).click();
  await expect.poll(() => focused('[data-panels] [data-path="loss.alpha"]')).toBe(true);

  await picture(1).getByRole('button', { name: 'cell', exact: true }).click();
  await expect.poll(() => focused('#word-cell')).toBe(true);
  expect(document.querySelectorAll('dl > [id^="word-"]')).toHaveLength(WORDS.length);
  expect(location.hash).not.toMatch(/^#(word|picture)/);

  const copied = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await button('Copy as BibTeX').click();
  await button('Copy as Markdown').click();
  const [bibtex, markdown] = copied.mock.calls.map(([text]) => text);
  expect(bibtex).toMatch(/^@misc\{vicregl-run-[0-9a-f]{8},\n/);
  expect(bibtex).toContain(`\\url{${location.origin}${location.pathname}#`);
  expect(markdown).toMatch(/\| Matches, first γ, matches +\| +\S+ +\| +3 \|/);
  expect(markdown).toContain('| Total loss, step 2');
});
