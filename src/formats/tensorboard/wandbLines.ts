import type { MetricsLine } from '../bundle/runBundle';
import { taggedValues } from './tags';

/**
 * The metrics as lines that `wandb.log` takes one by one: the measures by TensorBoard's tags, with `_step`, and
 * `_timestamp` in seconds since 1970.
 */
export function wandbLines(metrics: readonly MetricsLine[], startedAt: number): string {
  let seconds = 0;
  return metrics
    .map((line) => {
      seconds = line.seconds ?? seconds;
      const row = {
        _step: line.step,
        _timestamp: startedAt + seconds,
        ...Object.fromEntries(taggedValues(line)),
      };
      return `${JSON.stringify(row)}\n`;
    })
    .join('');
}
