import { Button, Progress, VisuallyHidden } from '@mantine/core';
import {
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerStopFilled,
  IconRefresh,
} from '@tabler/icons-react';
import { counted } from './words';
import classes from './sweep.module.css';

/** Where a sweep is. */
export interface SweepProgressProps {
  /** What is swept: "α: 0, 0.5, 1; 3 seeds". */
  readonly about: string;
  readonly phase: 'running' | 'pausing' | 'paused' | 'stopping' | 'stopped' | 'finished';
  readonly done: number;
  readonly failed: number;
  readonly total: number;
  /** What the point under way is, and what is done with it. */
  readonly current: { readonly label: string; readonly doing: string; readonly share: number } | undefined;
  /** "12 min", where it is known. */
  readonly left: string | undefined;
  /** What stopped the sweep, if something did. */
  readonly failure: string | undefined;
  readonly onPause: () => void;
  readonly onResume: () => void;
  readonly onStop: () => void;
  readonly onRetry: () => void;
}

const PHASES = {
  running: 'Sweeping',
  pausing: 'Pausing …',
  paused: 'Paused',
  stopping: 'Stopping …',
  stopped: 'Stopped',
  finished: 'Finished',
} as const;

/** How far a sweep is, and what can be done with it. */
export function SweepProgress(props: SweepProgressProps) {
  const { phase, done, failed, total, current, left, failure } = props;
  const share = total === 0 ? 0 : (done + failed + (current?.share ?? 0)) / total;
  const counts = `${done + failed} of ${counted(total, 'point')}${failed > 0 ? `, ${failed} failed` : ''}`;
  return (
    <section className={classes.progress} aria-label="Progress of the sweep">
      <p className={classes.about}>{props.about}</p>
      <div className={classes.progressHead}>
        <strong>{PHASES[phase]}</strong>
        <span>{counts}</span>
        <span className={classes.left}>{left === undefined ? '' : `${left} left`}</span>
      </div>
      <Progress
        value={100 * share}
        size={4}
        color="var(--ink-1)"
        transitionDuration={120}
        aria-label="Share of the sweep that is done"
      />
      {current !== undefined && (
        <p className={classes.current}>
          <span>{current.label}</span>
          <span>{current.doing}</span>
        </p>
      )}
      {failure !== undefined && <p className={classes.problem}>{failure}</p>}
      <Buttons {...props} />
      <VisuallyHidden role="status">{`${PHASES[phase]}: ${counts}`}</VisuallyHidden>
    </section>
  );
}

function Buttons({ phase, failed, onPause, onResume, onStop, onRetry }: SweepProgressProps) {
  const isHeld = phase === 'paused' || phase === 'pausing';
  const isUnderWay = phase === 'running' || isHeld;
  return (
    <div className={classes.buttons}>
      {phase === 'running' && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlayerPauseFilled size="0.75rem" />}
          onClick={onPause}
        >
          Pause the sweep
        </Button>
      )}
      {(isHeld || phase === 'stopped') && (
        <Button size="compact-sm" leftSection={<IconPlayerPlayFilled size="0.75rem" />} onClick={onResume}>
          Go on with the sweep
        </Button>
      )}
      {isUnderWay && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlayerStopFilled size="0.75rem" />}
          onClick={onStop}
        >
          Stop
        </Button>
      )}
      {failed > 0 && !isUnderWay && phase !== 'stopping' && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconRefresh size="0.875rem" />}
          onClick={onRetry}
        >
          Try the failed ones again
        </Button>
      )}
    </div>
  );
}
