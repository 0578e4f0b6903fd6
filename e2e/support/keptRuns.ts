import type { Page } from '@playwright/test';

/** The step of the newest run that the browser has kept; −1 where there is none. */
export function keptStep(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('vicregl-playground');
        opening.onerror = () => reject(new Error('The database does not open.'));
        opening.onsuccess = () => {
          const all = opening.result.transaction('records').objectStore('records').getAll();
          all.onsuccess = () => {
            opening.result.close();
            const records = all.result as { savedAt: number; step: number }[];
            resolve(records.toSorted((a, b) => b.savedAt - a.savedAt)[0]?.step ?? -1);
          };
        };
      }),
  );
}
