import { useRun } from '../store/context';
import { isBusy, statusOf } from '../store/status';

/** True while what a first step needs comes before the plots. While a GPU compiles, there is time for them. */
export function usePlotsWait(): boolean {
  return useRun((state) => {
    const status = statusOf(state);
    return state.snapshot === null && isBusy(status) && status !== 'compiling';
  });
}
