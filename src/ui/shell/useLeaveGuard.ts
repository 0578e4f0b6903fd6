import { useWindowEvent } from '@mantine/hooks';
import { useSession } from '../store/context';
import { isUnsaved } from '../store/runStore';

/** Asks before the page is left with steps whose weights were not exported; the browser words the question. */
export function useLeaveGuard(): void {
  const { run } = useSession();
  useWindowEvent('beforeunload', (event) => {
    if (isUnsaved(run.getState())) event.preventDefault();
  });
}
