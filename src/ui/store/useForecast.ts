import { useDebouncedValue } from '@mantine/hooks';
import { createContext, useEffect, useState } from 'react';
import type { Forecast } from '../../worker/protocol';
import { useConfig, useRun, useSession } from './context';
import { useProblems } from './problems';

/** How long edits settle before they are estimated, in ms. */
const DELAY = 150;

/** What the panels' configuration would need, for every panel that says so: it is estimated once. */
export const ForecastContext = createContext<Forecast | null>(null);

/** What the panels' configuration would need; `null` while that is not known, the last answer while a new one is made. */
export function useForecast(): Forecast | null {
  const session = useSession();
  const [config] = useDebouncedValue(
    useConfig((state) => state.config),
    DELAY,
  );
  const refused = useConfig(({ rejected }) => Object.keys(rejected).length > 0);
  const impossible = useProblems((problems) => problems.length > 0);
  const open = useRun((state) => state.device !== null);
  const isBusy = useRun((state) => state.busy !== null);
  const data = useRun((state) => state.data);
  const [forecast, setForecast] = useState<Forecast | null>(null);
  const known = open && !refused && !impossible;
  useEffect(() => {
    // It would keep a run from being set up, which finds out the same.
    if (!known || isBusy) return;
    let stale = false;
    void session.forecast().then((answer) => {
      if (!stale) setForecast(answer);
    });
    return () => {
      stale = true;
    };
  }, [session, config, data, known, isBusy]);
  return known ? forecast : null;
}
