import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { FailureInfo } from '../../../failure';
import type { SetOverview } from '../../../worker/protocol';
import { useRun, useSession } from '../../store/context';
import { isGone } from '../../store/status';

interface OverviewState {
  readonly overview: SetOverview | null;
  /** Grows with every data set. */
  readonly dataSet: number;
  readonly failure: FailureInfo | null;
}

/** All images of the set and what they are for; asks for that where it is not known yet. */
export function useOverview(): OverviewState {
  const { images } = useSession();
  const data = useRun((state) => state.data);
  const seed = useRun((state) => state.active?.run.seed);
  const gone = useRun(isGone);
  const { overview, dataSet, failure } = useStore(images.store);
  useEffect(() => {
    if (data !== null && !gone) void images.inspect();
  }, [images, data, seed, gone]);
  return { overview, dataSet, failure };
}
