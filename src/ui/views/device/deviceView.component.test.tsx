import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { renderPage } from '../../testing/renderPage';

it('checks and measures the device, and warns where it computes wrongly', async () => {
  const session = await renderPage({ wrongOp: 'linear', evaluationTime: 1 });
  await page.getByRole('button', { name: 'Device: Fake GPU' }).click();
  await page.getByRole('button', { name: 'Check and measure it' }).click();
  const view = page.getByRole('region', { name: 'Device', exact: true });
  await expect.element(view.getByRole('row', { name: /^Kind Graphics adapter/ })).toBeVisible();

  await view.getByRole('button', { name: 'Check', exact: true }).click();
  const found = view.getByRole('region', { name: 'What the check found' });
  await expect
    .element(found.getByRole('row', { name: /^linear 65×12 wrong/ }))
    .toHaveTextContent('3,400 times');
  await expect.element(view.getByText('Wrong: linear.')).toBeVisible();
  await expect.element(found.getByRole('row', { name: /^conv2d/ })).not.toBeInTheDocument();
  const warning = page.getByRole('alert', { name: 'Problem' });
  await expect.element(warning).toHaveTextContent('Fake GPU computes wrongly: linear.');
  await warning.getByRole('button', { name: 'Train anyway' }).click();
  await expect.element(warning).not.toBeInTheDocument();
  await view.getByRole('switch', { name: 'Show what is right too' }).click();
  await expect.element(found.getByRole('row', { name: /^conv2d 65×12 right/ })).toBeVisible();
  await session.step();
  await expect.poll(() => session.run.getState().step).toBe(1);

  await view.getByRole('button', { name: 'Measure', exact: true }).click();
  await expect.element(view.getByText('12.4 TFLOP/s')).toBeVisible();
  const steps = view.getByRole('region', { name: 'Training steps' });
  await expect.element(steps.getByRole('row', { name: /^W0/ })).toHaveTextContent('4.20 ms39.0 ms9.3 ×');
  const ops = view.getByRole('region', { name: 'Ops' });
  // 15.8 MB at 410 GB/s take 38.5 µs.
  await expect.element(ops.getByRole('row', { name: /^linear/ })).toHaveTextContent('39 %memory');
  expect(session.deviceStudy.report([])!.measure!.steps).toHaveLength(4);
});
