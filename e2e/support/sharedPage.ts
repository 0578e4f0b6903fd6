import type { Page } from '@playwright/test';
import type { DeviceChoice } from '../../src/compute/openComputer';
import type { RunConfig } from '../../src/config/runConfig';
import { Playground } from './playground';
import { test } from './test';

interface SharedPageOptions {
  readonly device?: DeviceChoice;
  /** What is done before the page is opened. */
  readonly prepare?: (page: Page) => void;
}

/**
 * One page for the tests of a file or group, since to open one takes longer than most tests do. Each begins at step 0; its
 * settings are as the one before left them.
 */
export function sharePage(config: RunConfig, { device, prepare }: SharedPageOptions = {}): () => Playground {
  let playground: Playground;
  test.beforeAll(async ({ browser }) => {
    const context = await browser.newContext();
    playground = new Playground(await context.newPage());
    prepare?.(playground.page);
    await playground.open(config, device);
  });
  test.beforeEach(async () => {
    if ((await playground.step()) > 0) await playground.button('Reset').click();
    await playground.waitFor('Ready');
  });
  test.afterAll(() => playground.page.context().close());
  return () => playground;
}
