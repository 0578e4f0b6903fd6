import { useRun } from '../store/context';
import type { RunState } from '../store/runState';
import classes from './debug.module.css';
import { StepProfiler } from './StepProfiler';

/** What steps cost, for who works on them; shown where the address has `?debug`. */
export function DebugLine() {
  const text = useRun(costText);
  if (!new URLSearchParams(window.location.search).has('debug')) return null;
  return (
    <div className={classes.corner}>
      <StepProfiler />
      {text !== '' && (
        <output className={classes.cost} aria-live="off">
          {text}
        </output>
      )}
    </div>
  );
}

/** `12.5 ms a step · 1.2 ms JavaScript · 214 dispatches`; empty before the first step. */
export function costText({
  stepsPerSecond,
  stepCost,
}: Pick<RunState, 'stepsPerSecond' | 'stepCost'>): string {
  if (stepsPerSecond === null || stepsPerSecond === 0 || stepCost === null) return '';
  const { hostMilliseconds, dispatches } = stepCost;
  return [
    `${(1000 / stepsPerSecond).toFixed(1)} ms a step`,
    `${hostMilliseconds.toFixed(1)} ms JavaScript`,
    dispatches === undefined ? 'not recorded' : `${dispatches} dispatches`,
  ].join(' · ');
}
