import type { Page } from '@playwright/test';

/** A run that the browser has kept; more is in its record. */
interface KeptRun {
  readonly id: string;
  readonly savedAt: number;
  /** Steps of its results. */
  readonly step: number;
  /** Steps of the state that it goes on from. */
  readonly checkpointStep: number;
}

/** The newest run that the browser has kept. */
export function keptRun(page: Page): Promise<KeptRun | undefined> {
  return page.evaluate(
    () =>
      new Promise<KeptRun | undefined>((resolve, reject) => {
        const opening = indexedDB.open('vicregl-playground');
        opening.onerror = () => reject(new Error('The database does not open.'));
        opening.onsuccess = () => {
          const all = opening.result.transaction('records').objectStore('records').getAll();
          all.onsuccess = () => {
            opening.result.close();
            const records = all.result as KeptRun[];
            resolve(records.toSorted((a, b) => b.savedAt - a.savedAt)[0]);
          };
        };
      }),
  );
}

/** The step of the newest run that the browser has kept; −1 where there is none. */
export const keptStep = async (page: Page): Promise<number> => (await keptRun(page))?.step ?? -1;
