import { useWindowEvent } from '@mantine/hooks';
import { useSession } from '../store/context';
import { isUnsaved } from '../store/runState';
import { hasUnsaved } from '../store/sweepJob';

/**
 * Asks before the page is left with steps whose weights were not exported, or a sweep whose results were not; the browser
 * words the question.
 */
export function useLeaveGuard(): void {
  const { run, sweep } = useSession();
  useWindowEvent('beforeunload', (event) => {
    const { job } = sweep.store.getState();
    if (isUnsaved(run.getState()) || (job !== null && hasUnsaved(job))) event.preventDefault();
  });
}
