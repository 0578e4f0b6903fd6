import { useStore } from 'zustand';
import { useRun, useSession } from '../store/context';
import type { PageExport } from './exports';
import { useViewOnShow } from './viewOnShow';

/** True while there is something to save of it. */
export function useIsThere({ isThere }: PageExport): boolean {
  const { view } = useViewOnShow();
  const session = useSession();
  const sweep = useStore(session.sweep.store);
  const comparison = useStore(session.comparison.store);
  return useRun((run) => isThere({ run, sweep, comparison, view }));
}
