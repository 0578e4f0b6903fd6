import { Failure } from '../failure';
import type { LossTerms, StepReport } from '../reports/step';

/** Numbers that a step leaves on the device for its report, in this order; those of absent branches are left out. */
export type StepMeasure =
  | 'total'
  | 'globalInvariance'
  | 'globalVariance'
  | 'globalCovariance'
  | 'localInvariance'
  | 'localVariance'
  | 'localCovariance'
  | 'classifier'
  | 'representationStd'
  | 'embeddingStd'
  | 'representationCorrelation'
  | 'embeddingCorrelation'
  | 'top1'
  | 'top5'
  | 'lossScale'
  | 'skippedSteps';

export type StepMeasures = Readonly<Partial<Record<StepMeasure, number>>>;

/** What the host knows of a step besides its measures. */
export interface StepCircumstances {
  /** Steps done, this one included. */
  readonly step: number;
  readonly alpha: number;
  readonly learningRate: number;
  readonly imagesPerSecond: number;
  readonly gpuBytes: number;
  readonly seconds: number;
}

export function stepReport(measures: StepMeasures, circumstances: StepCircumstances): StepReport {
  const { embeddingStd, embeddingCorrelation, top1, top5, lossScale, skippedSteps } = measures;
  return {
    ...circumstances,
    loss: lossTerms(measures),
    representationStd: measures.representationStd ?? NaN,
    representationCorrelation: measures.representationCorrelation ?? NaN,
    ...(embeddingStd === undefined ? {} : { embeddingStd }),
    ...(embeddingCorrelation === undefined ? {} : { embeddingCorrelation }),
    ...(top1 === undefined ? {} : { top1 }),
    ...(top5 === undefined ? {} : { top5 }),
    ...(lossScale === undefined ? {} : { lossScale }),
    ...(skippedSteps === undefined ? {} : { skippedSteps }),
  };
}

function lossTerms(measures: StepMeasures): LossTerms {
  const branch = (name: 'global' | 'local') => {
    const invariance = measures[`${name}Invariance`];
    const variance = measures[`${name}Variance`];
    const covariance = measures[`${name}Covariance`];
    return invariance === undefined || variance === undefined || covariance === undefined
      ? {}
      : { [name]: { invariance, variance, covariance } };
  };
  return {
    total: measures.total ?? NaN,
    ...branch('global'),
    ...branch('local'),
    ...(measures.classifier === undefined ? {} : { classifier: measures.classifier }),
  };
}

const TERM_NAMES: Partial<Record<StepMeasure, string>> = {
  globalInvariance: 'the global invariance',
  globalVariance: 'the global variance',
  globalCovariance: 'the global covariance',
  localInvariance: 'the local invariance',
  localVariance: 'the local variance',
  localCovariance: 'the local covariance',
  classifier: 'the classifier’s cross entropy',
  total: 'the total loss',
};

/** A `loss_not_finite` failure that names step and terms, when a term is NaN or infinite. */
export function findNonFinite(measures: StepMeasures, step: number, goodStep: number): Failure | undefined {
  const broken = (Object.keys(TERM_NAMES) as StepMeasure[]).filter(
    (name) => measures[name] !== undefined && !Number.isFinite(measures[name]),
  );
  const [first] = broken;
  if (first === undefined) return undefined;
  // Loss scaling heeds gradients only: an activation beyond the largest half breaks the loss itself.
  const mixed = measures.lossScale === undefined ? '' : ', or train in 32-bit precision,';
  return new Failure({
    code: 'loss_not_finite',
    message: `At step ${step}, ${TERM_NAMES[first]!} became ${String(measures[first])}. The weights of step ${goodStep}, the last good ones, are back in place.`,
    doing: `training step ${step}`,
    remedy: `Lower the learning rate or lengthen the warm-up${mixed} and start over; the last good weights can be saved before.`,
  });
}
