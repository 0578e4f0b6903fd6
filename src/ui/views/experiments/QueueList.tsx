import { Button } from '@mantine/core';
import { isUnderWay, type ExperimentJob, type QueuedRun } from '../../store/experimentQueue';
import { useRun } from '../../store/context';
import { phaseOf } from '../../store/status';
import { keptIn, overText, STATUS_TEXT } from './words';
import classes from './experiments.module.css';

interface QueueListProps {
  readonly job: ExperimentJob;
  readonly onSkip: () => void;
  readonly onEnd: () => void;
  readonly onCompare: () => void;
}

/** The runs of an experiment that was begun: what each is at, and what can be done about it. */
export function QueueList({ job, onSkip, onEnd, onCompare }: QueueListProps) {
  const { runs } = job;
  const underWay = isUnderWay(job);
  return (
    <div className={classes.queue}>
      <ol aria-label="Runs of this experiment">
        {runs.map((run) => (
          <li key={run.label} data-status={run.status}>
            <strong>{run.label}</strong> <Standing run={run} />
          </li>
        ))}
      </ol>
      {!underWay && <p className={classes.small}>{overText(job)}</p>}
      <div className={classes.buttons}>
        {underWay && (
          <>
            <Button size="compact-sm" variant="default" onClick={onSkip}>
              Leave this run out
            </Button>
            <Button size="compact-sm" variant="default" onClick={onEnd}>
              End the experiment
            </Button>
          </>
        )}
        {keptIn(runs).length > 1 && (
          <Button size="compact-sm" onClick={onCompare}>
            Compare
          </Button>
        )}
      </div>
    </div>
  );
}

function Standing({ run: { status, reason } }: { readonly run: QueuedRun }) {
  if (status === 'training') return <Steps />;
  return <span>{reason === undefined ? STATUS_TEXT[status] : `${STATUS_TEXT[status]}: ${reason}`}</span>;
}

function Steps() {
  const step = useRun((state) => state.step);
  const total = useRun((state) => state.totalSteps);
  const isPaused = useRun((state) => phaseOf(state) === 'paused');
  const count = (steps: number) => steps.toLocaleString('en');
  return (
    <span>
      {isPaused ? 'paused' : 'training'}, step {count(step)} of {count(total)}
    </span>
  );
}
