import type { RunResults } from '../formats/bundle/runBundle';
import { evaluationValues, type EvaluationValues } from '../reports/evaluationMeasures';
import { MEASURE_LIST, type MeasureKey } from '../reports/measures';
import { numberOf } from '../reports/metricsEntry';

/** What a run had reached when it was kept last. */
export interface FinalMeasures {
  /** The newest number of each measure. */
  readonly measures: Readonly<Partial<Record<MeasureKey, number>>>;
  /** The newest number of each measure of its evaluations. */
  readonly evaluations: EvaluationValues;
}

export function finalMeasures({
  metrics,
  evaluations,
}: Pick<RunResults, 'metrics' | 'evaluations'>): FinalMeasures {
  const newest = (key: MeasureKey) => {
    const entry = metrics.findLast((line) => Number.isFinite(numberOf(line, key)));
    return entry === undefined ? [] : [[key, numberOf(entry, key)!] as const];
  };
  const own = evaluations.filter(({ subject }) => subject === 'weights');
  return {
    measures: Object.fromEntries(MEASURE_LIST.flatMap(({ key }) => newest(key))),
    evaluations: Object.assign({}, ...own.map(({ report }) => evaluationValues(report))) as EvaluationValues,
  };
}
