import { z } from '../zod';
import { tunedKernel, type TunedKernel } from '../reports/tuning';
import type { Database } from './database';
import { openShelf } from './openShelf';
import { unkept } from './storageFailure';

/** @file The fastest tilings of kernels, in the browser's database: an entry for each adapter that was tuned here. */

/** As many as a table of tilings may have. */
const MOST_KERNELS = 1000;

const keptTuning = z.object({
  /** The adapter with its driver, see `TilingChoice.adapter`. */
  id: z.string().max(1000),
  /** Of this program and of the browser: other ones have other kernels, or compile them otherwise. */
  version: z.string().max(1000),
  kernels: z.array(tunedKernel).max(MOST_KERNELS),
});
export type KeptTuning = Readonly<z.output<typeof keptTuning>>;

export interface TuningShelf {
  /** What was found for an adapter by this version; `undefined` where nothing was. */
  find(adapter: string, version: string): Promise<readonly TunedKernel[] | undefined>;
  /** Keeps this in place of what was kept of the adapter. @throws Failure `storage_full`, `storage_failed` */
  keep(adapter: string, version: string, kernels: readonly TunedKernel[]): Promise<void>;
}

/** Opens the browser's tunings; `undefined` where it keeps nothing, as some do in private windows. */
export function openTuningShelf(): Promise<TuningShelf | undefined> {
  return openShelf(shelfOn);
}

function shelfOn(database: Database): TuningShelf {
  return {
    find: async (adapter, version) => {
      // A damaged entry is as good as none: tuning again replaces it.
      const found = keptTuning.safeParse(await database.get('tunings', adapter)).data;
      return found?.version === version ? found.kernels : undefined;
    },
    keep: async (adapter, version, kernels) => {
      try {
        await database.put('tunings', { id: adapter, version, kernels: kernels.slice(-MOST_KERNELS) });
      } catch (error) {
        throw unkept(error);
      }
    },
  };
}
