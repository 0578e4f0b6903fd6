import { expect } from '@playwright/test';
import { Playground } from './support/playground';
import { test } from './support/test';
import { tinyRun } from './support/tinyRun';

test('goes to the processor before a software adapter, says so in a line, and lets one choose otherwise', async ({
  page,
}) => {
  const playground = new Playground(page);
  await playground.open(tinyRun());
  const processor = page.getByRole('button', { name: /^Device: Processor/ });
  const notice = page.getByRole('main').getByText(/Training runs on the processor instead/);
  await expect(notice).toContainText(/software one \(.*swiftshader.*\)/i);
  await expect(notice).not.toContainText('hardware acceleration');
  await playground.button('More').click();
  await expect(notice).toContainText('hardware acceleration');
  await playground.button('Dismiss').click();

  const hash = new URL(page.url()).hash;
  await processor.click();
  await playground.button('Graphics adapter').click();
  const adapter = page.getByRole('button', { name: /^Device: .*swiftshader/i });
  await expect(adapter).toBeVisible();
  expect(new URL(page.url()).search).toBe('?device=gpu');
  expect(new URL(page.url()).hash).toBe(hash);

  await adapter.click();
  await playground.button('Automatic').click();
  await expect(processor).toBeVisible();
  expect(new URL(page.url()).search).toBe('');
  await playground.waitFor('Ready');
  await expect(notice).toHaveCount(0);
});
