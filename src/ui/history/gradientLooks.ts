import type { LookAnswer } from '../../worker/protocol';
import { leastTold } from './leastTold';

/** The gradients of a run on the batch that follows a step. */
export type GradientLook = Pick<LookAnswer<'gradients'>, 'step' | 'report'>;

/** Looks of a run that are kept at most; of a large network each has some 3 kB. */
export const MOST_GRADIENT_LOOKS = 200;

/**
 * The looks of a run with its newest one, which takes the place of those at its step and after it: the run went back behind
 * them. Beyond the limit, the look between the two closest others goes; the first and the last stay.
 */
export function withGradientLook(
  before: readonly GradientLook[],
  { step, report }: GradientLook,
): readonly GradientLook[] {
  const all = [...before.filter((look) => look.step < step), { step, report }];
  if (all.length > MOST_GRADIENT_LOOKS) all.splice(leastTold(all), 1);
  return all;
}
