import { useStore } from 'zustand';
import { useRun, useSession } from './context';
import { countOf, type JobPhase, type Stage } from './sweepJob';

/** Where the sweep is that holds the worker; `undefined` while none does. */
export function useSweepPhase(): JobPhase | undefined {
  const { sweep } = useSession();
  const sweeping = useRun((state) => state.sweeping);
  const phase = useStore(sweep.store, ({ job }) => job?.phase);
  return sweeping ? phase : undefined;
}

/** The point that the run on show is: "point 3 of 21", and what it is at; `undefined` while there is none. */
export function useSweepPoint(): { readonly text: string; readonly stage: Stage } | undefined {
  const { sweep } = useSession();
  const sweeping = useRun((state) => state.sweeping);
  const stage = useStore(sweep.store, ({ job }) => job?.current?.stage);
  const over = useStore(sweep.store, ({ job }) =>
    job === null ? 0 : job.points.length - countOf(job, 'waiting'),
  );
  const total = useStore(sweep.store, ({ job }) => job?.points.length ?? 0);
  if (!sweeping || stage === undefined) return undefined;
  return { text: `point ${(over + 1).toLocaleString('en')} of ${total.toLocaleString('en')}`, stage };
}
