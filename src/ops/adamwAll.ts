import type * as tf from '@tensorflow/tfjs-core';
import { defineOp } from './defineOp';
import { adamwUpdate } from './adamw';
import { updateEach, type PackedAttributes, type PackedInputs } from './packedSlots';

export type AdamWAllAttributes = PackedAttributes & { beta1: number; beta2: number; epsilon: number };

/**
 * `adamwUpdate` of many parameters at once: parameters, gradients, packed slots m and v (`packInputs`) → the new parameters in
 * order, then the new slots. On WebGPU all of it happens in place, in a few dispatches. Not differentiable.
 */
export const adamwAll = defineOp({
  name: 'adamwAll',
  composed: (inputs: PackedInputs, attributes: AdamWAllAttributes): tf.Tensor[] => {
    const { rows, beta1, beta2, epsilon } = attributes;
    return updateEach(inputs, attributes, (i, param, grad, [m, v]) =>
      adamwUpdate(
        { param, grad, m: m!, v: v!, scalars: inputs.scalars },
        { row: rows[i]!, beta1, beta2, epsilon },
      ),
    );
  },
});
