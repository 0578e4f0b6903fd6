import { summarize } from '../sweep/statistics';
import { wordsOf, type CardMeasure } from './cardMeasures';
import { valuesOf, type ExperimentResults } from './results';
import type { TrainingName } from './trainings';

/** @file What a card says of two trainings, and whether the figures bear it out. */

/**
 * One training has more of a measure than another, beyond what their seeds explain, or both have the same of it: no
 * difference beyond the seeds.
 */
export type Claim =
  | { readonly measure: CardMeasure; readonly more: TrainingName; readonly less: TrainingName }
  | { readonly measure: CardMeasure; readonly same: readonly [TrainingName, TrainingName] };

export interface Verdict {
  readonly holds: boolean;
  /** The figures, and what of them decided. */
  readonly text: string;
}

/** Standard errors that a difference must exceed; seeds alone exceed them in some 5 of 100 cases. */
const ERRORS = 2;

/**
 * Compares the difference of two means with its standard error. The spread over seeds is taken to be the same for all
 * trainings: three seeds of one say little of it, those of all say much.
 */
export function judge(results: ExperimentResults, claim: Claim): Verdict {
  const { measure } = claim;
  const [first, second] = 'same' in claim ? claim.same : [claim.more, claim.less];
  const [a, b] = [first, second].map((training) => summarize(valuesOf(results, training, measure)));
  const spread = spreadOverSeeds(results, measure);
  const { write, title } = wordsOf(measure);
  const figures = [first, second].map((name, place) => {
    const summary = [a, b][place];
    return `${name} ${summary === undefined ? 'has none' : `${write(summary)} (${summary.n})`}`;
  });
  if (a === undefined || b === undefined || spread === undefined)
    return { holds: false, text: `${title}: ${figures.join(', ')}; too few seeds to tell.` };
  const difference = a.mean - b.mean;
  const explained = ERRORS * spread * Math.sqrt(1 / a.n + 1 / b.n);
  const holds = 'same' in claim ? Math.abs(difference) <= explained : difference > explained;
  const wanted = 'same' in claim ? 'no difference' : `more for ${first}`;
  const text = `${title}: ${figures.join(', ')}; ${wanted} is claimed, the difference is ${difference.toPrecision(3)}, seeds explain ${explained.toPrecision(3)}.`;
  return { holds, text };
}

/** The standard deviation over seeds, pooled over all trainings with several; `undefined` where there is none. */
function spreadOverSeeds(results: ExperimentResults, measure: CardMeasure): number | undefined {
  let [squares, freedom] = [0, 0];
  for (const training of Object.keys(results.trainings)) {
    const summary = summarize(valuesOf(results, training, measure));
    if (summary?.sd === undefined) continue;
    squares += (summary.n - 1) * summary.sd ** 2;
    freedom += summary.n - 1;
  }
  return freedom === 0 ? undefined : Math.sqrt(squares / freedom);
}
