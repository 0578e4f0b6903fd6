import type * as tf from '@tensorflow/tfjs-core';
import { defineFusedOp } from './fusedOp';
import { lars } from './lars';
import { updateEach, type PackedAttributes, type PackedInputs } from './packedSlots';

export type LarsAllAttributes = PackedAttributes & {
  momentum: number;
  eta: number;
  /** Per parameter, 1 where decay and the trust ratio apply, 0 where not. */
  adapt: readonly number[];
};

/**
 * `lars` of many parameters at once: parameters, gradients, packed momentum buffers (`packInputs`) → the new parameters in
 * order, then the new slots. On WebGPU all of it happens in place, in a few dispatches. Not differentiable.
 */
export const larsAll = defineFusedOp(
  'VicLarsAll',
  (inputs: PackedInputs, attributes: LarsAllAttributes): tf.Tensor[] => {
    const { rows, momentum, eta, adapt } = attributes;
    return updateEach(inputs, attributes, (i, param, grad, [mu]) =>
      lars.composed(
        { param, grad, mu: mu!, scalars: inputs.scalars },
        { row: rows[i]!, momentum, eta, adapt: adapt[i] === 1 },
      ),
    );
  },
);
