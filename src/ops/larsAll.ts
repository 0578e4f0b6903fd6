import type * as tf from '@tensorflow/tfjs-core';
import { defineOp } from './defineOp';
import { larsUpdate } from './lars';
import { updateEach, type PackedAttributes, type PackedInputs } from './packedSlots';

export type LarsAllAttributes = PackedAttributes & {
  momentum: number;
  eta: number;
  /** Per parameter, 1 where decay and the trust ratio apply, 0 where not. */
  adapt: readonly number[];
};

/**
 * `larsUpdate` of many parameters at once: parameters, gradients, packed momentum buffers (`packInputs`) → the new parameters in
 * order, then the new slots. On WebGPU all of it happens in place, in a few dispatches. Not differentiable.
 */
export const larsAll = defineOp({
  name: 'larsAll',
  composed: (inputs: PackedInputs, attributes: LarsAllAttributes): tf.Tensor[] => {
    const { rows, momentum, eta, adapt } = attributes;
    return updateEach(inputs, attributes, (i, param, grad, [mu]) =>
      larsUpdate(
        { param, grad, mu: mu!, scalars: inputs.scalars },
        { row: rows[i]!, momentum, eta, adapt: adapt[i] === 1 },
      ),
    );
  },
});
