import { ActionIcon, Button, Indicator, Tooltip } from '@mantine/core';
import {
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerSkipForward,
  IconRotate2,
} from '@tabler/icons-react';
import { useRun, useSession } from '../store/context';
import { hasResults } from '../store/runState';
import { useSweepPhase } from '../store/sweepHooks';
import { isAtEnd, isBusy, statusOf, type Status } from '../store/status';
import { useWaitingChanges } from '../store/useWaitingChanges';
import { LookButton } from './LookButton';
import classes from './shell.module.css';

/** Why nothing can train, where that is so. */
const UNABLE: Partial<Record<Status, string>> = {
  gone: 'Nothing computes any more. Try again above.',
  needsFiles: 'Choose files to train on first.',
};

const SWEEPING = 'A sweep is under way. Stop it in the Sweep view first.';

/** What can be done with the training now. */
function useTraining() {
  const status = useRun(statusOf);
  const begun = useRun(hasResults);
  const atEnd = useRun(isAtEnd);
  const sweep = useSweepPhase();
  const running = sweep === undefined ? status === 'running' : sweep === 'running';
  const unable = UNABLE[status] ?? (sweep === undefined ? undefined : SWEEPING);
  const closed = isBusy(status) || unable !== undefined;
  return {
    running,
    unable,
    closed,
    begun,
    canToggle: sweep === undefined ? !closed : sweep === 'running' || sweep === 'paused',
    canStep: !closed && !running && !atEnd && status !== 'failed',
    label: sweep === undefined ? trainLabel(status, begun, atEnd) : running ? 'Pause' : 'Continue',
  };
}

/** Train, or Pause. */
export function TrainButton() {
  const session = useSession();
  const { running, unable, canToggle, label } = useTraining();
  return (
    <Tooltip label={unable} disabled={unable === undefined || canToggle}>
      <Button
        className={classes.train}
        leftSection={
          running ? <IconPlayerPauseFilled size="0.875rem" /> : <IconPlayerPlayFilled size="0.875rem" />
        }
        onClick={() => void (running ? session.pause() : session.train())}
        disabled={!canToggle}
        aria-keyshortcuts="Space"
        data-tour="train"
      >
        {label}
      </Button>
    </Tooltip>
  );
}

/** Train or Pause, Step, Reset; and looking without training. */
export function TrainControls() {
  const session = useSession();
  const { unable, closed, begun, canStep } = useTraining();
  const waiting = useWaitingChanges();
  return (
    <div className={classes.controls} role="group" aria-label="Training">
      <TrainButton />
      <Tooltip label={unable ?? 'One step (S)'}>
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
      <Tooltip label={unable ?? resetLabel(waiting.length)}>
        <Indicator disabled={waiting.length === 0 || !begun} size={8} offset={3} color="var(--caution)">
          <ActionIcon
            variant="default"
            size={34}
            aria-label="Reset"
            aria-keyshortcuts="R"
            onClick={() => void session.reset()}
            disabled={closed || !begun}
          >
            <IconRotate2 size="1rem" />
          </ActionIcon>
        </Indicator>
      </Tooltip>
      <LookButton />
    </div>
  );
}

function resetLabel(waiting: number): string {
  return waiting > 0 ? `Reset with the ${waiting} waiting changes (R)` : 'Back to step 0 (R)';
}

function trainLabel(status: Status, begun: boolean, atEnd: boolean): string {
  if (status === 'running') return 'Pause';
  if (atEnd) return 'Train again';
  if (status === 'failed') return 'Start over';
  return begun ? 'Continue' : 'Train';
}
