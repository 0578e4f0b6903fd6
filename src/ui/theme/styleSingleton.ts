/**
 * @file Stands for the package react-style-singleton (see `vite.config.ts`), by which open dialogs keep the page behind
 * them from scrolling: that one writes style elements, which the page's policy forbids.
 */
import { useEffect } from 'react';
import { adoptStyle } from './adoptStyle';

/** A component that has its rules on the page while at least one of it is there. */
export function styleSingleton() {
  let shown = 0;
  let remove: () => void = () => undefined;
  return function Style({ styles }: { readonly styles: string }) {
    useEffect(() => {
      if (shown++ === 0) remove = adoptStyle(styles);
      return () => {
        if (--shown === 0) remove();
      };
    }, [styles]);
    return null;
  };
}
