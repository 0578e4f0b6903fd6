import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { tinyRecorded } from '../../formats/recorded/testing/tinyRecorded';
import { writeRecorded } from '../../formats/recorded/writeRecorded';
import { RECORDED } from '../../experiments/recorded';
import { fakeSnapshot } from '../testing/fakeSnapshot';
import { renderPage } from '../testing/renderPage';
import { isFirstVisit } from './tourSeen';

beforeEach(() => {
  localStorage.clear();
  history.replaceState(null, '', location.pathname);
  const snapshots = [0, 500, 1000].map((step) => fakeSnapshot(0, step));
  const file = writeRecorded(tinyRecorded({ snapshots }));
  vi.stubGlobal('fetch', async () => new Response(file as Uint8Array<ArrayBuffer>));
});
afterEach(() => vi.unstubAllGlobals());

const bar = () => page.getByRole('region', { name: 'Recorded run', exact: true });
const slider = () => bar().getByRole('slider', { name: 'Step of the recorded run' });

it('a recorded run has the Training view until one trains, and leads to all that can be done with it', async () => {
  const session = await renderPage();
  await session.recorded.show(RECORDED[0]);
  session.recorded.pause();
  await expect.element(bar()).toHaveTextContent('Recorded run·α = 0.75·step 0 of 1,000');
  await expect.element(bar()).toHaveTextContent('kNN top-150.0 %');

  // The scrubber moves the curves, the numbers and the matches.
  (slider().element() as HTMLElement).focus();
  await userEvent.keyboard('{End}');
  await expect.element(bar()).toHaveTextContent('step 1,000 of 1,000');
  await expect.element(page.getByText(/^Step 1,000/).first()).toBeVisible();
  await userEvent.keyboard('{ArrowLeft}');
  await expect.element(bar()).toHaveTextContent('step 500 of 1,000');
  await expect.element(page.getByRole('region', { name: 'Curves' })).toBeVisible();
  await expect.element(page.getByRole('group', { name: 'Image', exact: true })).not.toBeInTheDocument();

  await bar().getByRole('combobox', { name: 'Speed' }).selectOptions('4');
  await bar().getByRole('button', { name: 'Play the recorded run' }).click();
  await expect.poll(() => session.recorded.store.getState().place).toBe(3);
  await expect.element(bar().getByRole('button', { name: 'Play the recorded run' })).toBeVisible();

  await bar().getByRole('button', { name: 'Compare with…' }).click();
  await page.getByRole('menuitem', { name: 'α = 1' }).click();
  await expect.element(page.getByRole('tab', { name: 'Compare' })).toHaveAttribute('aria-selected', 'true');
  const compared = page.getByRole('list', { name: 'Runs that are compared' });
  await expect.element(compared).toHaveTextContent('Recorded, α = 0.75');
  await expect.element(compared).toHaveTextContent('Recorded, α = 1');

  await page.getByRole('tab', { name: 'Training' }).click();
  await expect.element(bar()).toBeVisible();
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect.element(bar()).not.toBeInTheDocument();
  await expect.poll(() => session.run.getState().step).toBeGreaterThan(0);
  await session.pause();
});

it('the tour does not come over a run that plays, nor after it', async () => {
  const session = await renderPage({ isFirstVisit: true, opensWith: RECORDED[0] });
  await expect.element(bar()).toBeVisible();
  await bar().getByRole('button', { name: 'Close the recorded run' }).click();
  await expect.element(bar()).not.toBeInTheDocument();
  expect(page.getByRole('dialog').query()).toBeNull();
  // It has not come for a moment either.
  expect(isFirstVisit()).toBe(true);
  await page.getByRole('button', { name: 'Help', exact: true }).click();
  await page.getByRole('button', { name: 'Take the tour' }).click();
  await expect.element(page.getByRole('dialog', { name: 'Train here' })).toBeVisible();
  await page.getByRole('button', { name: 'Skip the tour' }).click();
  expect(session.recorded.store.getState().played).toBeNull();
});

it('the palette and the library lead to recorded runs, which then can be reproduced', async () => {
  const session = await renderPage();
  await userEvent.keyboard('{Control>}k{/Control}');
  await page.getByRole('dialog').getByRole('combobox').fill('recorded μ');
  await page.getByRole('option', { name: 'Play the recorded run “μ = 0”' }).click();
  await expect.element(bar()).toHaveTextContent('μ = 0');
  await bar().getByRole('button', { name: 'Close the recorded run' }).click();
  await expect.element(bar()).not.toBeInTheDocument();

  await userEvent.keyboard('l');
  await page.getByRole('dialog').getByRole('button', { name: 'Play α = 1' }).click();
  await expect.element(bar()).toHaveTextContent('α = 1');
  await bar().getByRole('button', { name: 'Reproduce' }).click();
  await expect.element(bar()).not.toBeInTheDocument();
  await expect
    .element(page.getByText('The recorded run “α = 1” is a run of 1,000 steps on none.'))
    .toBeVisible();
  await expect.poll(() => session.run.getState().step).toBeGreaterThan(0);
  await session.pause();
});
