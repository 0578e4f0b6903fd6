import { Failure } from '../failure';
import { measure, type MeasureKey } from '../reports/measures';
import { entryFrom } from '../reports/metricsEntry';
import { keysOf, type KeyOf } from '../reports/series';
import type { StepReport } from '../reports/step';

/** What the host knows of a step besides its measures. */
export type StepCircumstances = Pick<
  StepReport,
  'step' | 'alpha' | 'learningRate' | 'imagesPerSecond' | 'gpuBytes' | 'seconds'
>;

/** Numbers that a step leaves on the device for its report; those of absent branches are left out. */
export type StepMeasure = Exclude<KeyOf<'steps'>, keyof StepCircumstances>;

/** What the numbers are that a step leaves on the device, one after the other; nobody reports those without a name. */
export type StepMeasureNames = readonly (StepMeasure | undefined)[];

export type StepMeasures = Readonly<Partial<Record<StepMeasure, number>>>;

export function stepReport(measures: StepMeasures, circumstances: StepCircumstances): StepReport {
  const numbers: Partial<Record<MeasureKey, number>> = { ...measures, ...circumstances };
  return entryFrom(keysOf('steps').map((key) => [key, numbers[key]])) as StepReport;
}

/** The numbers of the loss, the total last: where a term breaks, the total breaks with it. */
const LOSS_KEYS = keysOf('steps')
  .filter((key): key is StepMeasure => measure(key).path.startsWith('loss.'))
  .sort((a, b) => Number(a === 'total') - Number(b === 'total'));

/** A `loss_not_finite` failure that names step and terms, when a term is NaN or infinite. */
export function findNonFinite(measures: StepMeasures, step: number, goodStep: number): Failure | undefined {
  const broken = LOSS_KEYS.find((key) => measures[key] !== undefined && !Number.isFinite(measures[key]));
  if (broken === undefined) return undefined;
  const { label } = measure(broken);
  // Loss scaling heeds gradients only: an activation beyond the largest half breaks the loss itself.
  const mixed = measures.lossScale === undefined ? '' : ', or train in 32-bit precision,';
  return new Failure({
    code: 'loss_not_finite',
    message: `At step ${step}, the ${label[0]!.toLowerCase()}${label.slice(1)} became ${String(measures[broken])}. The weights of step ${goodStep}, the last good ones, are back in place.`,
    doing: `training step ${step}`,
    remedy: `Lower the learning rate or lengthen the warm-up${mixed} and start over; the last good weights can be saved before.`,
  });
}
