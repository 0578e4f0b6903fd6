import { useSyncExternalStore } from 'react';

/** Px of a sixteenth of the page's text size: what grows with the text where CSS does not reach. */
export function useTextUnit(): number {
  return useSyncExternalStore(
    (onChange) => {
      window.addEventListener('resize', onChange);
      return () => window.removeEventListener('resize', onChange);
    },
    () => parseFloat(getComputedStyle(document.documentElement).fontSize) / 16,
  );
}
