import { ActionIcon, Button, Indicator, Tooltip } from '@mantine/core';
import {
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerSkipForward,
  IconRotate2,
} from '@tabler/icons-react';
import type { Phase } from '../../worker/protocol';
import { useRun, useSession } from '../store/context';
import { hasResults } from '../store/runStore';
import { isBusy } from './phaseText';
import { useWaitingChanges } from '../store/useWaitingChanges';
import classes from './shell.module.css';

/** Train or Pause, Step, Reset. */
export function TrainControls() {
  const session = useSession();
  const phase = useRun((state) => state.phase);
  const begun = useRun(hasResults);
  const cannotTrain = useRun((state) => state.active === null && state.failure !== null);
  const waiting = useWaitingChanges();
  const running = phase === 'running';
  const busy = isBusy(phase) && !cannotTrain;
  const canStep = !busy && !cannotTrain && !running && phase !== 'finished' && phase !== 'failed';
  return (
    <div className={classes.controls} role="group" aria-label="Training">
      <Button
        className={classes.train}
        leftSection={
          running ? <IconPlayerPauseFilled size="0.875rem" /> : <IconPlayerPlayFilled size="0.875rem" />
        }
        onClick={() => void (running ? session.pause() : session.train())}
        disabled={busy || cannotTrain}
        aria-keyshortcuts="Space"
      >
        {trainLabel(phase, begun)}
      </Button>
      <Tooltip label="One step (S)">
        <ActionIcon
          variant="default"
          size={34}
          aria-label="Step"
          aria-keyshortcuts="S"
          onClick={() => void session.step()}
          disabled={!canStep}
        >
          <IconPlayerSkipForward size="1rem" />
        </ActionIcon>
      </Tooltip>
      <Tooltip
        label={
          waiting.length > 0 ? `Reset with the ${waiting.length} waiting changes (R)` : 'Back to step 0 (R)'
        }
      >
        <Indicator disabled={waiting.length === 0 || !begun} size={8} offset={3} color="var(--caution)">
          <ActionIcon
            variant="default"
            size={34}
            aria-label="Reset"
            aria-keyshortcuts="R"
            onClick={() => void session.reset()}
            disabled={busy || !begun}
          >
            <IconRotate2 size="1rem" />
          </ActionIcon>
        </Indicator>
      </Tooltip>
    </div>
  );
}

function trainLabel(phase: Phase, begun: boolean): string {
  if (phase === 'running') return 'Pause';
  if (phase === 'finished') return 'Train again';
  if (phase === 'failed') return 'Start over';
  return begun ? 'Continue' : 'Train';
}
