import { significant } from '../reports/format';
import { evaluationMeasure, type EvaluationMeasureName } from '../reports/evaluationMeasures';
import { isMeasureKey, measure, type MeasureKey } from '../reports/measures';
import type { Summary } from '../sweep/statistics';

/** @file The numbers that a card can show: those of the evaluation, and those that a training reports. */

export type CardMeasure = EvaluationMeasureName | MeasureKey;

/** How a number is named and written. */
export interface MeasureWords {
  readonly title: string;
  /** Beside an axis, with the unit where there is one. */
  readonly axis: string;
  /** On the axis: a round value without its unit. */
  readonly tick: (value: number) => string;
  /** `38.4 ± 3.0 %`; the mean alone where there is no spread. */
  readonly write: (summary: Summary) => string;
}

export function wordsOf(name: CardMeasure): MeasureWords {
  if (!isMeasureKey(name)) {
    const { title, axisTitle } = evaluationMeasure(name);
    return { title, axis: axisTitle, ...SHARE };
  }
  const row = measure(name);
  const title = row.group === undefined ? row.label : `${row.label}, training`;
  if (row.unit === 'fraction') return { title, axis: `${title} (%)`, ...SHARE };
  return {
    title: row.label,
    axis: row.label,
    tick: (value) => String(Number(value.toPrecision(DIGITS))),
    write: (summary) => spreadText(summary, (value) => significant(value, DIGITS)),
  };
}

/** Of what is no share: more would be noise. */
const DIGITS = 2;

/** Shares are written in per cent, to a tenth. */
const SHARE = {
  tick: (value: number) => String(Number((100 * value).toFixed(1))),
  write: (summary: Summary) => `${spreadText(summary, (value) => (100 * value).toFixed(1))} %`,
};

function spreadText({ mean, sd }: Summary, figure: (value: number) => string): string {
  return sd === undefined ? figure(mean) : `${figure(mean)} ± ${figure(sd)}`;
}
