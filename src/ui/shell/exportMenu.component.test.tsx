import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { renderPage } from '../testing/renderPage';
import { ENTRY_GROUPS } from './exportDialog/entries';
import { EXPORTS } from './exports';

const item = (name: string) => page.getByRole('menuitem', { name, exact: true });
const button = (name: string) => page.getByRole('button', { name, exact: true });
const entry = (name: string) => page.getByRole('tab', { name, exact: true });
const pane = (name: string) => page.getByRole('region', { name, exact: true });

it('offers what is asked for most in a menu, and only what there is to save', async () => {
  const session = await renderPage();
  await button('Export and import').click();
  for (const { title, isQuick } of EXPORTS)
    await (isQuick
      ? expect.element(item(title)).toBeVisible()
      : expect.element(item(title)).not.toBeInTheDocument());
  await expect.element(item('Metrics (CSV)')).toBeDisabled();
  await expect.element(item('Weights (safetensors)')).toBeEnabled();
  await expect.element(item('Configuration (JSON)')).toBeEnabled();

  await session.step();
  await expect.element(item('Metrics (CSV)')).toBeEnabled();
});

it('offers everything in a dialog, with its choices and the code that loads it', async () => {
  const session = await renderPage({ evaluationTime: 60_000 });
  await button('Export and import').click();
  await item('All exports…').click();
  const titles = ENTRY_GROUPS.flatMap(({ entries }) => entries.map(({ title }) => title));
  await expect.element(entry(titles[0]!)).toBeVisible();
  expect(
    page
      .getByRole('dialog')
      .getByRole('tab')
      .elements()
      .map((tab) => tab.textContent),
  ).toEqual(titles);
  await entry('Metrics (TensorBoard)').click();
  await expect.element(button('Save')).toBeDisabled();

  await entry('Model (ONNX)').click();
  await expect.element(pane('Model (ONNX)')).toHaveTextContent('pip install onnxruntime numpy');
  await pane('Model (ONNX)').getByText('JavaScript', { exact: true }).click();
  await expect
    .element(page.getByLabelText('Code in JavaScript'))
    .toHaveTextContent(/InferenceSession.create\('vicregl-playground-step0\.onnx'\)/);

  await entry('Weights (PyTorch)').click();
  const timm = page.getByRole('radio', { name: 'timm’s backbone' });
  await timm.click();
  await expect.element(timm).toBeChecked();
  await page.getByRole('switch', { name: /With the optimiser’s state/ }).click();
  await expect.element(timm).toBeDisabled();

  await entry('Features (CSV)').click();
  await expect.element(page.getByRole('checkbox', { name: 'map', exact: true })).toBeDisabled();
  await button('Save').click();
  await expect.element(page.getByRole('group', { name: 'Export of features' })).toBeVisible();
  await button('Cancel').click();
  await expect.element(button('Save')).toBeEnabled();
  expect(session.run.getState().messages).toEqual([]);
});
