import { useDocumentTitle } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useSession } from '../store/context';
import type { RunState } from '../store/runState';
import { isBusy, statusOf, type Status } from '../store/status';
import { statusText } from './phaseText';

/** How often the title may change, in ms: a tab whose text runs draws the eye. */
const TITLE_INTERVAL = 1000;

const NAME = 'VICRegL playground';

/** Stands for the status at the narrowest place there is. */
const SIGN: Partial<Record<Status, string>> = {
  running: '▶',
  paused: '❚❚',
  finished: '✓',
  failed: '⚠',
  gone: '⚠',
};

/** What the tab says: state and step of the run. */
export function titleText(state: RunState): string {
  const status = statusOf(state);
  if (isBusy(status)) return `${statusText(status, state.device)} · ${NAME}`;
  const sign = SIGN[status];
  if (sign === undefined || state.totalSteps === 0) return NAME;
  return `${sign} ${state.step.toLocaleString('en')}/${state.totalSteps.toLocaleString('en')} · ${NAME}`;
}

/** Keeps the tab's title up to date. */
export function useTitle(): void {
  const { run } = useSession();
  const [title, setTitle] = useState(() => titleText(run.getState()));
  useEffect(() => {
    const timer = setInterval(() => setTitle(titleText(run.getState())), TITLE_INTERVAL);
    // A change of state is shown at once, the steps between at their pace.
    const stop = run.subscribe((state, before) => {
      if (statusOf(state) !== statusOf(before)) setTitle(titleText(state));
    });
    return () => {
      clearInterval(timer);
      stop();
    };
  }, [run]);
  useDocumentTitle(title);
}
