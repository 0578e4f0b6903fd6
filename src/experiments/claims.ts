import { summarize } from '../sweep/statistics';
import { wordsOf, type CardMeasure } from './cardMeasures';
import { measuresOf, type ExperimentResults } from './results';
import type { TrainingName } from './trainings';

/** @file What a card says of two trainings, and whether the figures bear it out. */

/**
 * One training has more of a measure than another, beyond what chance explains, or both have the same of it: no
 * difference beyond chance.
 */
export type Claim =
  | { readonly measure: CardMeasure; readonly more: TrainingName; readonly less: TrainingName }
  | { readonly measure: CardMeasure; readonly same: readonly [TrainingName, TrainingName] };

export interface Verdict {
  readonly holds: boolean;
  /** The figures, and what of them decided. */
  readonly text: string;
}

/** Standard errors that a difference must exceed; chance alone exceeds them in some 5 of 100 cases. */
const ERRORS = 2;

/**
 * Compares trainings seed by seed, since a seed means the same images, views and test pairs for all: the mean difference
 * over the seeds that both have, and its standard error. How much seeds differ besides is taken to be the same for all
 * trainings: three seeds of two say little of it, those of all say much.
 */
export function judge(results: ExperimentResults, claim: Claim): Verdict {
  const { measure } = claim;
  const [first, second] = 'same' in claim ? claim.same : [claim.more, claim.less];
  const [a, b] = [valuesBySeed(results, first, measure), valuesBySeed(results, second, measure)];
  const differences = [...a].flatMap(([seed, value]) => {
    const other = b.get(seed);
    return other === undefined ? [] : [value - other];
  });
  const { write, title } = wordsOf(measure);
  const figures = ([name, values]: readonly [string, ReadonlyMap<number, number>]) => {
    const summary = summarize([...values.values()]);
    return `${name} ${summary === undefined ? 'has none' : `${write(summary)} (${summary.n})`}`;
  };
  const told = `${title}: ${figures([first, a])}, ${figures([second, b])}`;
  const spread = spreadBesideSeeds(results, measure);
  const difference = summarize(differences);
  if (difference === undefined || spread === undefined)
    return { holds: false, text: `${told}; too few seeds to tell.` };
  const explained = ERRORS * spread * Math.sqrt(2 / difference.n);
  const isSame = 'same' in claim;
  const holds = isSame ? Math.abs(difference.mean) <= explained : difference.mean > explained;
  const wanted = isSame ? 'no difference' : `more for ${first}`;
  return {
    holds,
    text: `${told}; ${wanted} is claimed, the difference is ${difference.mean.toPrecision(3)}, chance explains ${explained.toPrecision(3)}.`,
  };
}

function valuesBySeed(
  results: ExperimentResults,
  training: string,
  measure: CardMeasure,
): ReadonlyMap<number, number> {
  return new Map(measuresOf(results, training, measure).map(({ seed, value }) => [seed, value]));
}

/**
 * The standard deviation of what neither training nor seed explains, over all trainings with several seeds; `undefined`
 * where there are too few.
 */
function spreadBesideSeeds(results: ExperimentResults, measure: CardMeasure): number | undefined {
  const deviations = Object.keys(results.trainings).flatMap((training) => {
    const values = measuresOf(results, training, measure);
    const { mean = 0 } = summarize(values.map(({ value }) => value)) ?? {};
    return values.length < 2
      ? []
      : values.map(({ seed, value }) => ({ training, seed, value: value - mean }));
  });
  const seeds = groupedBySeed(deviations);
  const trainings = new Set(deviations.map(({ training }) => training)).size;
  const freedom = deviations.length - trainings - Math.max(0, seeds.size - 1);
  if (freedom < 1) return undefined;
  let squares = 0;
  for (const group of seeds.values()) {
    const { mean } = summarize(group.map(({ value }) => value))!;
    for (const { value } of group) squares += (value - mean) ** 2;
  }
  return Math.sqrt(squares / freedom);
}

function groupedBySeed<Row extends { readonly seed: number }>(rows: readonly Row[]): Map<number, Row[]> {
  const groups = new Map<number, Row[]>();
  for (const row of rows) groups.set(row.seed, [...(groups.get(row.seed) ?? []), row]);
  return groups;
}
