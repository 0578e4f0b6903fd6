import { Button } from '@mantine/core';
import { useRun, useSession } from '../store/context';
import { hasResults } from '../store/runState';
import { useWaitingChanges } from '../store/useWaitingChanges';
import classes from './panels.module.css';

/** What was changed and waits for a new run; stands where the change was made, so that the views stay in place. */
export function PanelsFoot() {
  const session = useSession();
  const begun = useRun(hasResults);
  const active = useRun((state) => state.active);
  const waiting = useWaitingChanges();
  const sweeping = useRun((state) => state.sweeping);
  if (sweeping)
    return (
      <div className={classes.foot} role="status">
        <p className={classes.footNote}>A sweep is under way. Changes wait until it is over.</p>
      </div>
    );
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
        <Button size="compact-sm" variant="subtle" onClick={() => session.putBack()}>
          Put back
        </Button>
      </div>
    </div>
  );
}
