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

/** What of the metrics of a kept run says which run it is. */
interface KeptStep {
  readonly step: number;
  readonly loss: { readonly total: number };
}

/** All that a store of the browser's database has. */
function storedIn(page: Page, store: string): Promise<readonly unknown[]> {
  return page.evaluate(
    (name) =>
      new Promise<unknown[]>((resolve, reject) => {
        const opening = indexedDB.open('vicregl-playground');
        opening.onerror = () => reject(new Error('The database does not open.'));
        opening.onsuccess = () => {
          const all = opening.result.transaction(name).objectStore(name).getAll();
          all.onsuccess = () => {
            opening.result.close();
            resolve(all.result as unknown[]);
          };
        };
      }),
    store,
  );
}

/** The newest run that the browser has kept. */
export async function keptRun(page: Page): Promise<KeptRun | undefined> {
  const records = (await storedIn(page, 'records')) as readonly KeptRun[];
  return records.toSorted((a, b) => b.savedAt - a.savedAt)[0];
}

/** The step of the newest run that the browser has kept; −1 where there is none. */
export const keptStep = async (page: Page): Promise<number> => (await keptRun(page))?.step ?? -1;

/** Steps and losses of the only run that the browser has kept. */
export async function keptLosses(page: Page): Promise<readonly { step: number; total: number }[]> {
  const [only] = (await storedIn(page, 'results')) as readonly {
    results: { metrics: readonly KeptStep[] };
  }[];
  return only!.results.metrics
    .filter(({ step }) => step > 0)
    .map(({ step, loss }) => ({ step, total: loss.total }));
}
