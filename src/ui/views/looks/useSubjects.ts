import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { useRun, useSession } from '../../store/context';
import { otherSubjects, type OtherSubject } from './subjects';

/** The weights that can be looked at besides those of the run as it is. */
export interface Subjects {
  readonly moments: readonly number[];
  readonly others: readonly OtherSubject[];
}

export function useSubjects(): Subjects {
  const { library } = useSession();
  const moments = useRun((state) => state.moments);
  const ownId = useRun((state) => state.runId);
  const records = useStore(library.store, (state) => state.records);
  useEffect(() => library.watch(), [library]);
  return useMemo(() => ({ moments, others: otherSubjects(records, ownId) }), [moments, records, ownId]);
}
