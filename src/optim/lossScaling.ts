import * as tf from '@tensorflow/tfjs-core';
import type { Computer } from '../compute/computer';
import { variableCopy } from '../compute/variableCopy';
import { LOSS_SCALE_STATE, lossScale } from '../ops/lossScale';
import type { TensorMap } from '../nn/parameters';
import { floatValues } from '../formats/floatValues';
import type { OptimizerBackup, OptimizerState } from './updateRule';

/** PyTorch's defaults: where the scale starts, and good steps after which it doubles. */
const INITIAL_SCALE = 2 ** 16;
const GROWTH_INTERVAL = 2000;
/** Its name in the optimiser's state. */
const KEY = 'loss_scale';

/**
 * Dynamic loss scaling (Micikevicius et al., 2018): the loss is multiplied by a scale, so that gradients too small for a
 * half survive, and the optimiser divides it out again. A step with a gradient that is infinite or NaN changes no weight
 * and no optimiser state, and halves the scale. All of it happens on the device, so that steps can be recorded.
 */
export class LossScaling {
  /** `LOSS_SCALE_STATE`. */
  private readonly values: tf.Variable;

  constructor(scale = INITIAL_SCALE) {
    this.values = tf.tidy(() => tf.variable(tf.tensor1d([scale, 0, 0]), false));
  }

  /** What the loss of the next step is to be multiplied by. */
  get scale(): tf.Scalar {
    return tf.tidy(() => tf.reshape(tf.slice(this.values, LOSS_SCALE_STATE.indexOf('scale'), 1), []));
  }

  /** `LOSS_SCALE_STATE`, `[3]`: it belongs to this and changes from step to step. */
  get record(): tf.Tensor1D {
    return this.values as tf.Tensor as tf.Tensor1D;
  }

  /** Takes the gradients of the scaled loss into account → what an update needs to know, `PackedInputs.control`. */
  update(grads: TensorMap): tf.Tensor1D {
    const inputs: Record<string, tf.Tensor> & { state: tf.Tensor1D } = {
      state: this.record,
    };
    Object.values(grads).forEach((grad, i) => (inputs[`grad${i}`] = grad));
    const [control, state] = lossScale(inputs, { growthInterval: GROWTH_INTERVAL });
    this.values.assign(state);
    return control;
  }

  /** As part of the optimiser's state. */
  async state(): Promise<OptimizerState> {
    return named(this.values);
  }

  /** Takes over what `state` gave, where there is such a thing in it. */
  load(state: OptimizerState): void {
    const loaded = state[KEY];
    if (loaded?.data.length !== LOSS_SCALE_STATE.length) return;
    tf.tidy(() => this.values.assign(tf.tensor1d(floatValues(loaded))));
  }

  backup(computer: Computer): OptimizerBackup {
    const copy = variableCopy(computer, this.values);
    return {
      read: () => named(copy),
      take: () => computer.copy(this.values, copy),
      restore: () => computer.copy(copy, this.values),
      dispose: () => copy.dispose(),
    };
  }

  dispose(): void {
    this.values.dispose();
  }
}

async function named(values: tf.Tensor): Promise<OptimizerState> {
  const data = (await values.data()) as Float32Array;
  return { [KEY]: { dtype: 'F32', shape: [...values.shape], data } };
}
