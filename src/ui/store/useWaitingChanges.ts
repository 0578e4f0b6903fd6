import { useMemo } from 'react';
import { useConfig, useRun } from './context';
import { restartChanges } from './liveChanges';

/** Labels of what was changed and only takes effect in a new run. */
export function useWaitingChanges(): readonly string[] {
  const config = useConfig((state) => state.config);
  const active = useRun((state) => state.active);
  const filesPending = useRun((state) => state.filesPending);
  return useMemo(() => {
    const fields = active === null ? [] : restartChanges(active, config).map(({ meta }) => meta.label);
    return [...new Set(filesPending ? ['Files', ...fields] : fields)];
  }, [config, active, filesPending]);
}
