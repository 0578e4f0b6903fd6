import { larsAll } from '../larsAll';
import { casesOf } from './opCases';
import { packedSize, PARAMETERS, UPDATES } from './packedUpdate';

/** LARS of parameters of these shapes; those of one dimension follow plain momentum. */
export function larsSize(
  shapes: readonly (readonly number[])[],
  options: { readonly zero?: number; readonly slotValue?: number; readonly scaled?: boolean } = {},
) {
  const { inputs, attributes } = packedSize(shapes, {
    ...options,
    slots: 1,
    scalars: (row) => [0.05 * (row + 1), 0.01],
  });
  const adapt = shapes.map((shape) => (shape.length === 1 ? 0 : 1));
  return { inputs, attributes: { ...attributes, adapt, momentum: 0.9, eta: 0.1 } };
}

export const larsAllCases = casesOf(larsAll, {
  tolerance: 1e-6,
  fixed: 'all',
  updates: UPDATES,
  sizes: {
    // A parameter of zeros has no trust ratio.
    'a large parameter of zeros': larsSize(PARAMETERS, { zero: 1 }),
    'a small parameter of zeros, slots in use': larsSize(PARAMETERS, { zero: 3, slotValue: 0.5 }),
    'a scaled loss, one step skipped': larsSize(PARAMETERS, { zero: 1, scaled: true }),
  },
});
