import { Button } from '@mantine/core';
import { useConfig, useRun, useSession } from '../store/context';
import { hasResults } from '../store/runStore';
import { useWaitingChanges } from '../store/useWaitingChanges';
import classes from './panels.module.css';

/** What was changed and waits for a new run; stands where the change was made, so that the views stay in place. */
export function PanelsFoot() {
  const session = useSession();
  const begun = useRun(hasResults);
  const active = useRun((state) => state.active);
  const replace = useConfig((state) => state.replace);
  const waiting = useWaitingChanges();
  if (!begun || active === null || waiting.length === 0) return null;
  return (
    <div className={classes.foot} role="status">
      <p>
        In effect after Reset: <strong>{waiting.join(', ')}</strong>
      </p>
      <div className={classes.footButtons}>
        <Button size="compact-sm" onClick={() => void session.restart()}>
          Restart now
        </Button>
        <Button size="compact-sm" variant="subtle" onClick={() => replace(active)}>
          Put back
        </Button>
      </div>
    </div>
  );
}
