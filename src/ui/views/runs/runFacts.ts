import { changesText } from '../../../config/changesText';
import { durationText } from '../../../durationText';
import { EVALUATION_MEASURES, type EvaluationMeasureName } from '../../../reports/evaluationMeasures';
import { percent, significant } from '../../../reports/format';
import { plain } from '../../../quoted';
import type { RunRecord } from '../../../storage/runRecord';

/** @file What the library says of a run, in words. */

/** A number with its name. */
export interface RunFigure {
  readonly name: string;
  readonly title: string;
  readonly text: string;
}

/** Evaluations that fit into a row, by what they are called there. */
const SHORT: Readonly<Partial<Record<EvaluationMeasureName, string>>> = {
  linear_top1: 'Linear',
  mean_iou: 'mIoU',
  knn_top1: 'kNN',
};

/** The numbers that a run came to: its loss, its matching accuracy, what probes found. */
export function figuresOf({ measures, evaluations }: RunRecord): RunFigure[] {
  const { total } = measures;
  const matching = measures['accuracy.embeddings'] ?? measures['accuracy.features'];
  return [
    ...(total === undefined ? [] : [{ name: 'Loss', title: 'Total loss', text: significant(total, 3) }]),
    ...(matching === undefined
      ? []
      : [{ name: 'Matching', title: 'Matching accuracy', text: percent(matching, 1) }]),
    ...EVALUATION_MEASURES.flatMap(({ name, axisTitle }) => {
      const short = SHORT[name];
      const value = evaluations[name];
      return short === undefined || value === undefined
        ? []
        : [{ name: short, title: axisTitle, text: percent(value, 1) }];
    }),
  ];
}

/** "α 0.75→1 · γ 20→4", or that nothing differs from what the run came from. */
export function changesOf({ config, origin }: RunRecord): string {
  return changesText(config, origin.config) || 'as it is';
}

export type RunStand = 'here' | 'elsewhere' | 'done' | 'stopped' | 'thinned';

/**
 * @param current the run that this tab has on show
 * @param held runs that some tab has on show
 */
export function standOf(
  { id, step, totalSteps, checkpointStep }: RunRecord,
  current: string | null,
  held: ReadonlySet<string>,
): RunStand {
  if (id === current) return 'here';
  if (held.has(id)) return 'elsewhere';
  if (checkpointStep === null) return 'thinned';
  return step >= totalSteps ? 'done' : 'stopped';
}

export const STAND_TEXTS: Readonly<Record<RunStand, string>> = {
  here: 'on show',
  elsewhere: 'in another tab',
  done: 'done',
  stopped: 'not finished',
  thinned: 'results only',
};

/** "400 of 1,000 steps · 5 min ago". */
export function progressOf({ step, totalSteps, savedAt }: RunRecord, now: number): string {
  const count = (steps: number) => steps.toLocaleString('en');
  const steps = step >= totalSteps ? `${count(step)} steps` : `${count(step)} of ${count(totalSteps)} steps`;
  return `${steps} · ${agoText((now - savedAt) / 1000)}`;
}

const DAY = 86_400;

export function agoText(seconds: number): string {
  if (seconds < 5) return 'just now';
  if (seconds < DAY) return `${durationText(seconds).replace(/ \d\d (min|s)$/, '')} ago`;
  const days = Math.floor(seconds / DAY);
  return `${days} ${days === 1 ? 'day' : 'days'} ago`;
}

/** A note in one line. */
export function noteLine({ note }: RunRecord): string {
  return plain(note.split('\n')[0] ?? '', 120);
}
