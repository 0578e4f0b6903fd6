import { useEffect } from 'react';
import { useSession } from '../store/context';
import { linkedData } from '../store/linkedData';
import { settingsHash } from '../store/pageAddress';
import { changeAddress, isOwnEntry } from './layout/visit';

/** How long changes settle before the address follows, in ms; browsers limit how often it may change. */
const ADDRESS_DELAY = 400;

/** Keeps the whole configuration in the address, and which images it is about, so that copying it is sharing it. */
export function useAddress(): void {
  const { config, run } = useSession();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const data = () => linkedData(run.getState(), config.getState().config);
    let written = JSON.stringify(data());
    const write = () => {
      written = JSON.stringify(data());
      changeAddress(settingsHash({ config, run }));
    };
    const follow = () => {
      clearTimeout(timer);
      timer = setTimeout(write, ADDRESS_DELAY);
    };
    const stops = [
      config.subscribe((state, before) => {
        if (state.config !== before.config) follow();
      }),
      run.subscribe((state, before) => {
        const isOther = state.data !== before.data || state.wantedData !== before.wantedData;
        if ((isOther || state.filesPending !== before.filesPending) && JSON.stringify(data()) !== written)
          follow();
      }),
    ];
    // The entry that one comes back to has the settings of its time.
    const keepSettings = () => {
      if (isOwnEntry() && window.location.hash !== '') write();
    };
    window.addEventListener('popstate', keepSettings);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('popstate', keepSettings);
      for (const stop of stops) stop();
    };
  }, [config, run]);
}
