import type { EvaluationMeasureName } from '../reports/evaluationMeasures';
import type { MeasureKey } from '../reports/measures';
import type { TrainingName } from './trainings';

/** @file The questions of the gallery, each with the trainings that answer it. */

/** One training has more of a measure than another, beyond what seeds explain: what a card says must be so in the figures. */
export interface Claim {
  readonly measure: EvaluationMeasureName | MeasureKey;
  readonly more: TrainingName;
  readonly less: TrainingName;
}

export interface Experiment {
  /** In links; never change one. */
  readonly id: string;
  readonly question: string;
  /** The first one is begun; the others are its baselines, and follow. */
  readonly trainings: readonly [TrainingName, TrainingName, TrainingName?];
  /** What the card's table has, the most telling first. */
  readonly measures: readonly (EvaluationMeasureName | MeasureKey)[];
  /** Why one would ask, with the place in the paper. */
  readonly why: string;
  /** Where to look while it trains. */
  readonly watch: string;
  /** What came out, in words that `claims` hold to the figures. */
  readonly answer: string;
  readonly claims: readonly Claim[];
}
