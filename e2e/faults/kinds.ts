import { expect, type BrowserContext, type Page } from '@playwright/test';
import { Playground } from '../support/playground';

/** Something that ends a training from outside. */
export interface FaultKind {
  readonly name: string;
  /** Strikes, and brings the run back as a person would; the page that shows it then. */
  strike(page: Page): Promise<Page>;
}

/** A page of the playground; it is left without a question. */
export async function newPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  page.on('dialog', (dialog) => void dialog.accept());
  return page;
}

/** In a page that was opened anew: the run that it offers. */
export async function takeOffer(page: Page): Promise<Page> {
  const offer = page.getByText(/^The last run in this browser, .* had done/);
  await expect(offer).toBeVisible({ timeout: 120_000 });
  await new Playground(page).button('Go on').click();
  await expect(offer).toHaveCount(0);
  return page;
}

async function openAnew(context: BrowserContext): Promise<Page> {
  const page = await newPage(context);
  await page.goto('./');
  return takeOffer(page);
}

/** In a page that has lost what computes: the weights that it has kept. */
async function goOnFromKept(page: Page): Promise<Page> {
  await page.getByRole('button', { name: /^Go on from step \d/ }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
  return page;
}

const WORKER_ENDED: FaultKind = {
  name: 'the worker is ended',
  strike: async (page) => {
    await new Playground(page).trainingWorker().evaluate(() => self.close());
    return goOnFromKept(page);
  },
};

const RELOADED: FaultKind = {
  name: 'the page is reloaded',
  strike: async (page) => {
    await page.reload();
    return takeOffer(page);
  },
};

const CRASHED: FaultKind = {
  name: "the tab's process crashes",
  strike: async (page) => {
    const context = page.context();
    await Promise.all([page.waitForEvent('crash'), page.goto('chrome://crash').catch(() => null)]);
    await page.close();
    return openAnew(context);
  },
};

const CLOSED: FaultKind = {
  name: 'the tab is closed',
  strike: async (page) => {
    const context = page.context();
    await page.close();
    return openAnew(context);
  },
};

const DEVICE_LOST: FaultKind = {
  name: 'the GPU is lost: device.destroy()',
  strike: async (page) => {
    await new Playground(page).trainingWorker().evaluate(() => {
      const { _tfengine } = globalThis as unknown as {
        _tfengine: { registry: { webgpu: { device: GPUDevice } } };
      };
      _tfengine.registry.webgpu.device.destroy();
    });
    return goOnFromKept(page);
  },
};

export const PROCESSOR_FAULTS: readonly FaultKind[] = [WORKER_ENDED, RELOADED, CRASHED, CLOSED];
export const GPU_FAULTS: readonly FaultKind[] = [DEVICE_LOST];
