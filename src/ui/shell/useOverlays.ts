import { useCallback, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { useSession } from '../store/context';
import type { Openers } from './openers';
import { isFirstVisit } from './tourSeen';

/** What lies over the page, one at a time, and how it comes and goes. */
export interface Overlays {
  readonly open: keyof Openers | null;
  readonly openers: Openers;
  readonly close: () => void;
}

/**
 * Nothing lies over the page at first, but for the tour on a first visit. A recorded run that plays is introduction enough:
 * then the tour comes with the next visit.
 */
export function useOverlays(): Overlays {
  const [asked, setOpen] = useState<keyof Openers | null>(null);
  const [isTourDue, setTourDue] = useState(isFirstVisit);
  const { recorded } = useSession();
  const isHeld = useStore(recorded.store, ({ isAwaited, played }) => isAwaited || played !== null);
  useEffect(
    () => recorded.store.subscribe(({ played }) => (played === null ? undefined : setTourDue(false))),
    [recorded],
  );
  const open = asked ?? (isTourDue && !isHeld ? 'tour' : null);
  const openers = useMemo(
    () => ({
      share: () => setOpen('share'),
      exports: () => setOpen('exports'),
      help: () => setOpen('help'),
      runs: () => setOpen('runs'),
      palette: () => setOpen('palette'),
      tour: () => setOpen('tour'),
    }),
    [],
  );
  const close = useCallback(() => {
    setOpen(null);
    setTourDue(false);
  }, []);
  return useMemo(() => ({ open, openers, close }), [open, openers, close]);
}
