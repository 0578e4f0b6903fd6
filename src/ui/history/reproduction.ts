import type { RunSummary } from '../../config/runSummary';
import { isMeasureKey, type MeasureKey } from '../../reports/measures';
import { seriesOf } from '../../reports/series';
import { columnOf } from './growableTable';
import { valuesOf, type RunHistory } from './history';

/** @file Whether a run reproduces one that was shared, by the numbers that its link carries. */

/** Significant digits of the values in links. */
const DIGITS = 4;
/** Relative difference up to which two devices that add in another order are held to agree. */
const ROUNDING = 2e-3;

export type Reproduction =
  /** No step is done that the link has a number of. */
  | { readonly verdict: 'waiting' }
  /** Every number agrees, in all digits of the link or within rounding, up to a step. */
  | { readonly verdict: 'same' | 'rounding'; readonly upTo: number; readonly compared: number }
  /** The first number that does not. */
  | {
      readonly verdict: 'differs';
      readonly from: number;
      readonly measure: MeasureKey;
      readonly theirs: number;
      readonly own: number;
    };

interface Comparison {
  readonly step: number;
  readonly measure: MeasureKey;
  readonly theirs: number;
  readonly own: number;
}

/** Compares all numbers of a shared run's curves, at the steps that this run has reported. */
export function reproductionOf(shared: RunSummary, history: RunHistory): Reproduction {
  const comparisons = Object.keys(shared.curves)
    .filter(isMeasureKey)
    .flatMap((measure) => compared(shared, history, measure))
    .toSorted((a, b) => a.step - b.step);
  if (comparisons.length === 0) return { verdict: 'waiting' };
  const off = comparisons.find((pair) => !agrees(pair, ROUNDING));
  if (off !== undefined) {
    const { step: from, measure, theirs, own } = off;
    return { verdict: 'differs', from, measure, theirs, own };
  }
  return {
    verdict: comparisons.every(isSame) ? 'same' : 'rounding',
    upTo: comparisons.at(-1)!.step,
    compared: comparisons.length,
  };
}

function compared(shared: RunSummary, history: RunHistory, measure: MeasureKey): Comparison[] {
  const steps = columnOf(history[seriesOf(measure)], 'step');
  const values = valuesOf(history, measure);
  const rows = new Map(Array.from(steps, (step, row) => [step, row]));
  const curve = shared.curves[measure]!;
  return curve.steps.flatMap((step, index) => {
    const own = values[rows.get(step) ?? -1];
    return own === undefined || Number.isNaN(own)
      ? []
      : [{ step, measure, theirs: curve.values[index]!, own }];
  });
}

function isSame({ theirs, own }: Comparison): boolean {
  return Number(own.toPrecision(DIGITS)) === theirs;
}

function agrees(pair: Comparison, tolerance: number): boolean {
  const { theirs, own } = pair;
  return isSame(pair) || Math.abs(own - theirs) <= tolerance * Math.max(Math.abs(own), Math.abs(theirs));
}
