import { stepsPerEpoch } from '../../augment/order';
import type { WeightsReport } from '../../worker/protocol';
import type { RunState } from '../store/runState';

/** `all 26 tensors used`, or the counts of each kind. */
export function weightsSummary({ used, missing, unexpected, mismatched, unread }: WeightsReport): string {
  const total = used.length + missing.length + mismatched.length;
  const head =
    used.length === total ? `all ${total} tensors used` : `${used.length} of ${total} tensors used`;
  const rest = [
    [missing, 'missing'],
    [mismatched, 'of another shape'],
    [unexpected, 'unexpected'],
    [unread, 'of a type that is not read'],
  ] as const;
  return [head, ...rest.flatMap(([names, what]) => (names.length > 0 ? `${names.length} ${what}` : []))].join(
    ', ',
  );
}

/** Which weights of a file were taken, what they are and whose names they have: ` (teacher, ConvNeXt-S, timm names)`. */
export function weightsSource({ key, otherKeys, model, naming }: WeightsReport): string {
  const parts = [...(otherKeys.length > 0 ? [keyText(key)] : []), model ?? [], naming ?? []].flat();
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

/** A key of weights in a file; the outermost ones have none. */
export function keyText(key: string): string {
  return key === '' ? 'the outermost' : key;
}

/**
 * What a button says that goes on with the training of the file that a run starts from: `Go on from step 6 of 40`;
 * `null` where the file has no optimiser's state.
 */
export function goOnLabel({
  weights,
  active,
  data,
  totalSteps,
}: Pick<RunState, 'weights' | 'active' | 'data' | 'totalSteps'>): string | null {
  const epochs = weights?.report.epochs;
  if (epochs === undefined || active === null || data === null) return null;
  const step = epochs * stepsPerEpoch(data.count, active.run.batch);
  return `Go on from step ${step.toLocaleString('en')} of ${totalSteps.toLocaleString('en')}`;
}
