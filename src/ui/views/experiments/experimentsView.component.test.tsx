import { beforeEach, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { decodeLink } from '../../../config/link';
import { EXPERIMENTS } from '../../../experiments/experiments';
import { loadResults, measured } from '../../../experiments/results';
import { wordsOf } from '../../../experiments/cardMeasures';
import { VIEWS } from '../../shell/views';
import { NO_LESSON } from '../../store/lesson';
import { renderPage } from '../../testing/renderPage';

beforeEach(() => {
  localStorage.clear();
  history.replaceState(null, '', location.pathname);
});

const card = (question: RegExp) => page.getByRole('article', { name: question });

it('cards show what was measured, lead to settings and views, and run', async () => {
  const session = await renderPage({ stepTime: 200 });
  await page.getByRole('tab', { name: 'Experiments' }).click();
  const question = card(/^Does a local loss help/);
  const results = await loadResults();
  const figure = wordsOf('matching_features').write(measured(results, 'global', 'matching_features')!);
  await expect.element(question.getByRole('definition').nth(1)).toHaveTextContent(figure);
  await expect.element(question).toHaveTextContent(`${figure} without the local loss`);
  await question.getByRole('combobox').selectOptions('mean_iou');
  const other = wordsOf('mean_iou').write(measured(results, 'global', 'mean_iou')!);
  await expect.element(question.getByRole('definition').nth(1)).toHaveTextContent(other);

  // Settings can be copied as a link, and opened here.
  const settings = question.getByRole('link', { name: 'α = 1' });
  const { hash } = new URL((settings.element() as HTMLAnchorElement).href);
  expect(decodeLink(hash).config).toMatchObject({ loss: { alpha: 1 }, run: { length: 500 } });
  await settings.click();
  expect(session.config.getState().config.loss.alpha).toBe(1);
  expect(session.run.getState().messages[0]!.text).toBe('The settings are those of "α = 1" now.');
  await page.getByRole('textbox', { name: 'Steps of each run' }).fill('200');
  await expect.element(question).toHaveTextContent('2 runs, 400 steps in all');
  await question.getByRole('button', { name: 'Run it' }).click();
  const runs = question.getByRole('list', { name: 'Runs of this experiment' }).getByRole('listitem');
  await expect.element(runs.first()).toHaveTextContent(/^α = 0\.75 training, step \d+ of 200$/);
  await expect.element(runs.last()).toHaveTextContent('α = 1 waits');
  await expect.element(page.getByText(/Run 1 of 2: α = 0\.75; then α = 1\.$/)).toBeVisible();
  await expect.element(card(/^Why the variance/).getByRole('button', { name: 'Run it' })).toBeDisabled();
  await question.getByRole('button', { name: 'Leave this run out' }).click();
  await expect.element(runs.first()).toHaveTextContent('α = 0.75 left out');
  await expect.element(runs.last()).toHaveTextContent(/^α = 1 training, step \d+ of 200$/);
  await question.getByRole('button', { name: 'End the experiment' }).click();
  await expect.element(question).toHaveTextContent('0 of 2 runs done, 2 left out. It ended early.');
  await expect.element(question.getByRole('button', { name: 'Run it again' })).toBeEnabled();
});

it('views that cards name are there, and those that a link hides are no links', async () => {
  const ids = VIEWS.map(({ id }) => id);
  const named = EXPERIMENTS.flatMap(({ watch }) => watch.map(({ view }) => view));
  expect(named.filter((id) => !ids.includes(id))).toEqual([]);
  await renderPage({ lesson: { ...NO_LESSON, hide: ['matches'] } });
  await userEvent.keyboard('{Control>}k{/Control}');
  await page.getByRole('dialog').getByRole('combobox').fill('experiments');
  await expect.element(page.getByRole('option', { name: 'Show “Experiments”' }).first()).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await page.getByRole('button', { name: 'see the experiments' }).click();
  const question = card(/^Does a local loss help/);
  await expect.element(question.getByRole('link', { name: 'Matches' })).not.toBeInTheDocument();
  await question.getByRole('link', { name: 'Training' }).click();
  await expect.element(page.getByRole('tab', { name: 'Training' })).toHaveAttribute('aria-selected', 'true');
});
