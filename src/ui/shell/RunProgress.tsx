import { Button, Progress, VisuallyHidden } from '@mantine/core';
import { durationText } from '../../durationText';
import { useConfig, useRun, useSession } from '../store/context';
import { secondsLeft, type Arrival } from '../store/runState';
import { isBusy, statusOf } from '../store/status';
import { useSweepPoint } from '../store/sweepHooks';
import { statusText } from './phaseText';
import classes from './shell.module.css';

/** Where the run is: what it does, its step, and the time left. */
export function RunProgress() {
  const status = useRun(statusOf);
  const device = useRun((state) => state.device);
  const arrival = useRun((state) => state.arrival);
  const step = useRun((state) => state.step);
  const total = useRun((state) => state.totalSteps);
  const runLeft = useRun(secondsLeft);
  const task = useRun((state) => (isBusy(statusOf(state)) ? state.busy : null));
  const isBusyNow = isBusy(status);
  const isWaiting = arrival !== null && (status === 'ready' || status === 'loading');
  const share = isWaiting
    ? arrival.done / arrival.total
    : isBusyNow
      ? (task?.share ?? null)
      : total > 0
        ? step / total
        : 0;
  const point = useSweepPoint();
  const title = point?.stage === 'evaluating' ? 'Evaluating' : statusText(status, device);
  const steps = total > 0 ? `step ${step.toLocaleString('en')} / ${total.toLocaleString('en')}` : '';
  return (
    <div className={classes.progress}>
      <div className={classes.progressText}>
        <span className={classes.phase} data-phase={status === 'gone' ? 'failed' : status}>
          {title}
        </span>
        <span className={classes.progressDetail}>
          {[point?.text, isBusyNow ? task?.detail : steps].filter(Boolean).join(', ')}
        </span>
        {status === 'loading' && <CancelLoading />}
        <span className={classes.progressLeft}>
          {isWaiting
            ? arrivalText(arrival)
            : leftText(status === 'running' ? runLeft : (task?.secondsLeft ?? null))}
        </span>
      </div>
      <Progress
        value={share === null ? 100 : 100 * share}
        striped={share === null}
        animated={share === null}
        size={3}
        color={share === null ? 'var(--line-strong)' : 'var(--ink-1)'}
        transitionDuration={120}
        aria-label={isWaiting ? 'Images that are there' : 'Progress of the run'}
      />
      <VisuallyHidden role="status">{title}</VisuallyHidden>
    </div>
  );
}

/** Ends the reading of files; scenes are drawn while one trains, and a sweep is stopped by its own button. */
function CancelLoading() {
  const session = useSession();
  const isOfFiles = useConfig((state) => state.config.data.source !== 'synthetic');
  const sweeping = useRun((state) => state.sweeping);
  if (!isOfFiles || sweeping) return null;
  return (
    <Button size="compact-xs" variant="default" onClick={() => void session.cancelLoad()}>
      Cancel
    </Button>
  );
}

function arrivalText({ done, total, secondsLeft: left }: Arrival): string {
  const count = `${done.toLocaleString('en')} of ${total.toLocaleString('en')} scenes`;
  return left === null ? count : `${count}, ${leftText(left)}`;
}

function leftText(seconds: number | null): string {
  return seconds === null ? '' : `${durationText(seconds)} left`;
}
