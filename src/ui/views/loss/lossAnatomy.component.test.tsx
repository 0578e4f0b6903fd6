import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { renderPage } from '../../testing/renderPage';

it('lights up knobs and symbols together, and tells the gradients of each stage', async () => {
  const session = await renderPage();
  await page.getByRole('tab', { name: 'Loss' }).click();
  await expect.element(page.getByRole('heading', { name: 'What it minimises' })).toBeVisible();
  const lit = (selector: string) =>
    [...document.querySelectorAll(selector)].filter((node) => node.hasAttribute('data-lit')).length;

  // A symbol in a formula lights its knob, its place in the legend and all formulas that have it.
  const lambda = document.querySelector<HTMLElement>('.katex-html [data-symbol="λ"]')!;
  await userEvent.hover(lambda);
  await expect.poll(() => lit('[data-path="loss.lambda"]')).toBe(1);
  expect(lit('[data-symbol="λ"]')).toBe(2);
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
  await expect.element(page.getByText('that follows step 1.')).toBeVisible();
  await expect.element(page.getByRole('region', { name: 'Global terms' })).toHaveTextContent(/In the loss\d/);
});
