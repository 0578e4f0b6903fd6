import { useMemo } from 'react';
import { useConfig, useRun, useSession } from './context';
import { sortChanges } from './liveChanges';

/** Labels of what was changed and only takes effect in a new run. */
export function useWaitingChanges(): readonly string[] {
  const config = useConfig((state) => state.config);
  const active = useRun((state) => state.active);
  const initialAlpha = useRun((state) => state.initialAlpha);
  const filesPending = useRun((state) => state.filesPending);
  const sweeping = useRun((state) => state.sweeping);
  return useMemo(() => {
    // After a sweep the panels' own run comes back.
    if (sweeping) return [];
    const waiting = active === null ? [] : sortChanges(active, initialAlpha, config).waiting;
    const fields = waiting.map(({ meta }) => meta.label);
    return [...new Set(filesPending ? ['Files', ...fields] : fields)];
  }, [config, active, initialAlpha, filesPending, sweeping]);
}

/** True when the change of a field waits for a new run. */
export function useWaits(path: string): boolean {
  const session = useSession();
  const waits = () => {
    const { active, initialAlpha, sweeping } = session.run.getState();
    const { config } = session.config.getState();
    return (
      active !== null &&
      !sweeping &&
      sortChanges(active, initialAlpha, config).waiting.some((field) => field.path === path)
    );
  };
  // Either store may change the answer; a component is only drawn anew when it did.
  const byRun = useRun(waits);
  return useConfig(waits) || byRun;
}
