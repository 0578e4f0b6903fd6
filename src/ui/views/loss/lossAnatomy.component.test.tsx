import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { renderPage } from '../../testing/renderPage';

it('lights up knobs and symbols together, and tells the gradients of each stage', async () => {
  const session = await renderPage();
  const lit = (selector: string) =>
    [...document.querySelectorAll(selector)].filter((node) => node.hasAttribute('data-lit')).length;

  await page.getByRole('tab', { name: 'Loss' }).click();
  await expect.element(page.getByRole('heading', { name: 'What it minimises' })).toBeVisible();

  // A symbol in a formula lights its knob, its place in the legend and all formulas that have it.
  const lambda = () => document.querySelector<HTMLElement>('.katex-html [data-symbol="λ"]');
  await expect.poll(lambda).not.toBeNull();
  await userEvent.hover(lambda()!);
  await expect.poll(() => lit('[data-path="loss.lambda"]')).toBe(1);
  await expect.poll(() => lit('[data-symbol="λ"]')).toBe(2);
  expect(lit('[data-symbol="μ"], [data-path="loss.mu"]')).toBe(0);

  // So does a knob that has the focus.
  await page.getByRole('textbox', { name: 'Covariance ν' }).click();
  await expect.poll(() => lit('[data-symbol="ν"]')).toBe(2);
  await expect.poll(() => lit('[data-symbol="λ"]')).toBe(0);

  const gradients = page.getByRole('region', { name: 'Gradients by stage' });
  await expect
    .element(gradients.getByRole('row', { name: /^Stem/ }))
    .toHaveTextContent('Stem43 %57 %3.004.000.002.50');
  await expect
    .element(gradients.getByRole('row', { name: /^Global expander/ }))
    .toHaveTextContent('100 %0 %');
  await expect.element(page.getByText('The terms appear here with the first step.')).toBeVisible();
  await session.step();
  await expect
    .element(page.getByText('Gradients of the weighted branches on the batch that follows step 1.'))
    .toBeVisible();
  await expect.element(page.getByRole('region', { name: 'Global terms' })).toHaveTextContent(/In the loss\d/);

  const kinds = page.getByRole('region', { name: 'Local loss by kind of match' });
  await expect
    .element(kinds.getByRole('row', { name: /^Invariance/ }))
    .toHaveTextContent('Invariance λ2.001.003.0067 %33 %');
  await expect.element(kinds.getByRole('row', { name: /^Sum/ })).toHaveTextContent('3.502.506.00');

  // The looks of the run are curves, until it is forgotten.
  await page.getByText('Numbers of the last 2 looks').click();
  const byStep = page.getByRole('region', { name: 'Gradients by step' });
  await expect.element(byStep.getByRole('row', { name: /^1 / })).toHaveTextContent(/^1\d+\.\d %/);
  await expect
    .poll(() => document.querySelectorAll('[aria-label="Gradients over the steps"] .js-plotly-plot').length)
    .toBe(2);
  await session.reset();
  await expect.element(page.getByText('Numbers of the last look')).toBeVisible();

  // Once there are curves, each of their panels has its formulas behind a button.
  await page.getByRole('tab', { name: 'Training', exact: true }).click();
  await session.step();
  await page.getByRole('button', { name: 'Total loss: how it is computed' }).click();
  const help = page.getByRole('region', { name: 'Total loss: how it is computed' });
  await expect.element(help).toHaveTextContent('What is minimised.');
  await expect.poll(() => document.querySelectorAll('.katex-html [data-symbol="α"]').length).toBe(2);
  await userEvent.hover(document.querySelector('.katex-html [data-symbol="α"]')!);
  await expect.poll(() => lit('[data-path="loss.alpha"]')).toBe(1);
  await userEvent.keyboard('{Escape}');
  await expect.element(help).not.toBeInTheDocument();
});
