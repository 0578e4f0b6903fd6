import type { Page } from '@playwright/test';

export interface DroppedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Holds files over the page and lets them go in its middle. */
export async function dropFiles(page: Page, files: readonly DroppedFile[]): Promise<void> {
  const transfer = await page.evaluateHandle(
    (all) => {
      const data = new DataTransfer();
      for (const { name, values } of all) data.items.add(new File([Uint8Array.from(values)], name));
      return data;
    },
    files.map(({ name, bytes }) => ({ name, values: [...bytes] })),
  );
  for (const type of ['dragenter', 'dragover', 'drop'])
    await page.locator('main').dispatchEvent(type, { dataTransfer: transfer });
}
