import { useEffect } from 'react';
import { encodeLink } from '../../config/link';
import { useSession } from '../store/context';

/** How long edits settle before the address follows, in ms; browsers limit how often it may change. */
const ADDRESS_DELAY = 400;

/** Keeps the whole configuration in the address, so that copying it is sharing it. */
export function useAddress(): void {
  const { config } = useSession();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = config.subscribe((state, before) => {
      if (state.config === before.config) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        window.history.replaceState(null, '', `#${encodeLink(state.config)}`);
      }, ADDRESS_DELAY);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [config]);
}
