import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';

export interface Download {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The file that `act` makes the page save. */
export async function download(page: Page, act: () => Promise<void>): Promise<Download> {
  const event = page.waitForEvent('download');
  await act();
  const file = await event;
  return { name: file.suggestedFilename(), bytes: new Uint8Array(await readFile(await file.path())) };
}
