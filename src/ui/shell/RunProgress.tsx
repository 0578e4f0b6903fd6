import { Progress, VisuallyHidden } from '@mantine/core';
import { useRun } from '../store/context';
import { secondsLeft } from '../store/runStore';
import { durationText, isBusy, PHASE_TEXT } from './phaseText';
import classes from './shell.module.css';

/** Where the run is: what it does, its step, and the time left. */
export function RunProgress() {
  const phase = useRun((state) => state.phase);
  const detail = useRun((state) => state.detail);
  const progress = useRun((state) => state.progress);
  const step = useRun((state) => state.latest?.step ?? 0);
  const total = useRun((state) => state.totalSteps);
  const left = useRun(secondsLeft);
  const failed = useRun((state) => state.failure !== null && state.active === null);
  const busy = isBusy(phase) && !failed;
  const share = busy ? progress : total > 0 ? step / total : 0;
  const title = failed ? 'Not ready' : PHASE_TEXT[phase];
  return (
    <div className={classes.progress}>
      <div className={classes.progressText}>
        <span className={classes.phase} data-phase={phase}>
          {title}
        </span>
        <span className={classes.progressDetail}>
          {busy
            ? (detail ?? '')
            : total > 0
              ? `step ${step.toLocaleString('en')} / ${total.toLocaleString('en')}`
              : ''}
        </span>
        <span className={classes.progressLeft}>
          {phase === 'running' && left !== null ? `${durationText(left)} left` : ''}
        </span>
      </div>
      <Progress
        value={share === null ? 100 : 100 * share}
        striped={share === null}
        animated={share === null}
        size={3}
        color={share === null ? 'var(--line-strong)' : 'var(--ink-1)'}
        transitionDuration={120}
        aria-label="Progress of the run"
      />
      <VisuallyHidden role="status">{title}</VisuallyHidden>
    </div>
  );
}
