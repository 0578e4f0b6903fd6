import { useCallback, useMemo, useState } from 'react';
import type { Openers } from './openers';
import { isFirstVisit } from './tourSeen';

/** What lies over the page, one at a time, and how it comes and goes. */
export interface Overlays {
  readonly open: keyof Openers | null;
  readonly openers: Openers;
  readonly close: () => void;
}

/** Nothing lies over the page at first, but for the tour on a first visit. */
export function useOverlays(): Overlays {
  const [open, setOpen] = useState<keyof Openers | null>(() => (isFirstVisit() ? 'tour' : null));
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
  const close = useCallback(() => setOpen(null), []);
  return useMemo(() => ({ open, openers, close }), [open, openers, close]);
}
