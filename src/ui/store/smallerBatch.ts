import { getField } from '../../config/describe';
import type { ConfigStore } from './configStore';
import type { LastRun } from './lastRun';
import type { RunStore } from './runStore';
import { isGone } from './status';
import type { WorkerLink } from './workerLink';

/** A batch that fits where the present one does not. */
export interface FittingBatch {
  readonly batch: number;
  /** What the run needs with it; unknown where nothing computes any more. */
  readonly bytes: number | undefined;
}

/** The way on after the device has refused memory. */
export interface SmallerBatch {
  /** The first of a half, a quarter, … of the batch that fits; `null` where none does. */
  fittingBatch(): Promise<FittingBatch | null>;
  /** Goes on from the last good step with that batch, or starts over with it where there is none. */
  goOnWithBatch(batch: number): Promise<void>;
}

interface Surroundings {
  readonly link: WorkerLink;
  readonly config: ConfigStore;
  readonly run: RunStore;
  readonly lastKept: () => LastRun | null;
  /** Sets up what the panels say. */
  readonly startOver: () => Promise<unknown>;
  readonly reopen: () => Promise<boolean>;
  readonly bringBack: (last: LastRun) => Promise<boolean>;
}

const BATCH = 'run.batch';
/** A variance over the batch takes two images. */
const SMALLEST = 2;

export function createSmallerBatch(around: Surroundings): SmallerBatch {
  const { link, config, run, lastKept, startOver, reopen, bringBack } = around;

  return {
    fittingBatch: async () => {
      const { config: wanted } = config.getState();
      const half = (batch: number) => Math.floor(batch / 2);
      for (let batch = half(wanted.run.batch); batch >= SMALLEST; batch = half(batch)) {
        if (isGone(run.getState())) return { batch, bytes: undefined };
        const smaller = { ...wanted, run: { ...wanted.run, batch } };
        const forecast = await link.attempt('asking for a batch that fits', (remote) =>
          remote.forecast(smaller),
        );
        if (forecast === null) return null;
        if (forecast.problems.length === 0) return { batch, bytes: forecast.bytes };
      }
      return null;
    },
    goOnWithBatch: async (batch) => {
      const last = lastKept();
      config.getState().edit(BATCH, batch);
      if (getField(config.getState().config, BATCH) !== batch) return;
      if (isGone(run.getState()) && !(await reopen())) return;
      if (last === null) await startOver();
      else await bringBack({ ...last, config: { ...last.config, run: { ...last.config.run, batch } } });
    },
  };
}
