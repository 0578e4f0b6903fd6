import type { RunRecord } from '../../../storage/runRecord';
import classes from './runs.module.css';

const [WIDTH, HEIGHT] = [72, 24];
/** Room for the mark at the end. */
const EDGE = 3;

/** The total loss of a run, without axes: it falls, or it does not. */
export function Sparkline({ curve }: Pick<RunRecord, 'curve'>) {
  const [first, last] = [curve.at(0), curve.at(-1)];
  if (first === undefined || last === undefined) return <div className={classes.spark} aria-hidden />;
  const losses = curve.map(({ loss }) => loss);
  const [low, high] = [Math.min(...losses), Math.max(...losses)];
  const x = (step: number) =>
    EDGE + ((WIDTH - 2 * EDGE) * (step - first.step)) / Math.max(1, last.step - first.step);
  const y = (loss: number) => EDGE + ((HEIGHT - 2 * EDGE) * (high - loss)) / (high - low || 1);
  const points = curve.map(({ step, loss }) => `${x(step).toFixed(1)},${y(loss).toFixed(1)}`).join(' ');
  return (
    <svg
      className={classes.spark}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={`Total loss from ${first.loss.toPrecision(3)} to ${last.loss.toPrecision(3)}`}
    >
      <polyline points={points} />
      <circle cx={x(last.step)} cy={y(last.loss)} r="2" />
    </svg>
  );
}
