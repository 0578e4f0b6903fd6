import { durationText } from '../../durationText';
import type { PointTask, RunListener } from '../sweep/runPoints';

/** Tells how each training or evaluation ended, a line each. */
export function tellOf(note: (line: string) => void): RunListener<PointTask> {
  return {
    onEnd: ({ id, folder }, how, seconds) =>
      note(
        `${id} ${how === 'failed' ? `failed: ${folder.lastWords ?? ''}` : how} (${durationText(seconds)})`,
      ),
    onWait: ({ id }, pid) => note(`${id}: waiting for process ${pid}, which works on it.`),
  };
}
