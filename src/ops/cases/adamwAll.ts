import { adamwAll } from '../adamwAll';
import { casesOf } from './opCases';
import { packedSize, PARAMETERS, UPDATES } from './packedUpdate';

const BETAS = { beta1: 0.9, beta2: 0.999 };

/** AdamW of parameters of these shapes. */
export function adamwSize(
  shapes: readonly (readonly number[])[],
  options: { readonly zero?: number; readonly slotValue?: number; readonly scaled?: boolean } = {},
) {
  const { inputs, attributes } = packedSize(shapes, {
    ...options,
    slots: 2,
    scalars: (row, step) => [
      0.01 * (row + 1),
      1 - BETAS.beta1 ** (step + 1),
      1 - BETAS.beta2 ** (step + 1),
      row % 2 ? 0.1 : 0,
    ],
  });
  return { inputs, attributes: { ...attributes, ...BETAS, epsilon: 1e-8 } };
}

export const adamwAllCases = casesOf(adamwAll, {
  tolerance: 1e-6,
  fixed: 'all',
  updates: UPDATES,
  sizes: {
    'from zeros': adamwSize(PARAMETERS, { zero: 1 }),
    'slots in use': adamwSize(PARAMETERS, { zero: 3, slotValue: 0.5 }),
    'a scaled loss, one step skipped': adamwSize(PARAMETERS, { zero: 1, scaled: true }),
  },
});
