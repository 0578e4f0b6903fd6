import { useSessionStorage } from '@mantine/hooks';
import { useCallback, useEffect, useState } from 'react';
import { OPEN_PANELS } from '../panels/openPanels';
import type { Reveal } from './reveal';

/**
 * Leads to a field wherever the settings are.
 * @param showSettings unfolds the column of panels, or opens the sheet
 * @returns the way to a field, and the field that it leads to while that is not there yet
 */
export function useRevealField(showSettings: () => void): {
  readonly reveal: Reveal;
  readonly wanted: string | null;
} {
  const [open, setOpen] = useSessionStorage(OPEN_PANELS);
  const [wanted, setWanted] = useState<string | null>(null);

  useEffect(() => {
    if (wanted === null) return;
    // The panel is drawn after it was opened, and a sheet only when it has slid in.
    const observer = new MutationObserver(() => {
      if (focusField(wanted)) done();
    });
    const done = () => {
      observer.disconnect();
      setWanted(null);
    };
    observer.observe(document.body, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [wanted]);

  const reveal: Reveal = useCallback(
    (path) => {
      const panel = path.split('.')[0]!;
      showSettings();
      if (!open.includes(panel)) setOpen([...open, panel]);
      if (!focusField(path)) setWanted(path);
    },
    [open, setOpen, showSettings],
  );
  return { reveal, wanted };
}

/** False while the field is not in the panels; a view may show it as well. */
function focusField(path: string): boolean {
  const field = document.querySelector(`[data-panels] [data-path="${CSS.escape(path)}"]`);
  if (field === null) return false;
  const control =
    field.querySelector<HTMLElement>('input:not([type="hidden"])') ??
    field.querySelector<HTMLElement>('button, [role="slider"]');
  control?.focus({ preventScroll: true });
  // A panel that unfolds moves what it holds.
  const moves = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
  void Promise.allSettled(moves.map((move) => move.finished)).then(() =>
    field.scrollIntoView({ block: 'center' }),
  );
  return true;
}
