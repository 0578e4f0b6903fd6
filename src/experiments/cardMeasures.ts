import { evaluationMeasure, type EvaluationMeasureName } from '../reports/evaluationMeasures';
import { isMeasureKey, measure, type MeasureKey } from '../reports/measures';
import { measureText } from '../reports/measureText';
import type { Summary } from '../sweep/statistics';

/** @file The numbers that a card can show: those of the evaluation, and those that a training reports. */

export type CardMeasure = EvaluationMeasureName | MeasureKey;

/** How a number is named and written. */
export interface MeasureWords {
  readonly title: string;
  /** Beside an axis, with the unit where there is one. */
  readonly axis: string;
  /** On the axis: a value without its unit. */
  readonly figure: (value: number) => string;
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
  const figure = (value: number) => (value === 0 ? '0' : measureText(row, value));
  const write = (summary: Summary) => spreadText(summary, figure);
  return { title: row.label, axis: row.label, figure, write };
}

/** Shares are written in per cent, to a tenth. */
const SHARE = {
  figure: (value: number) => (100 * value).toFixed(value === 0 || value === 1 ? 0 : 1),
  write: (summary: Summary) => `${spreadText(summary, (value) => (100 * value).toFixed(1))} %`,
};

function spreadText({ mean, sd }: Summary, figure: (value: number) => string): string {
  return sd === undefined ? figure(mean) : `${figure(mean)} ± ${figure(sd)}`;
}
