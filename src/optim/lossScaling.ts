import * as tf from '@tensorflow/tfjs-core';
import type { Computer } from '../compute/computer';
import { variableCopy } from '../compute/variableCopy';
import { LOSS_SCALE_STATE, lossScale } from '../ops/lossScale';
import type { TensorMap } from '../nn/parameters';
import type { StateBackup } from './updateRule';

/** PyTorch's defaults: where the scale starts, and good steps after which it doubles. */
const INITIAL_SCALE = 2 ** 16;
const GROWTH_INTERVAL = 2000;

/**
 * Dynamic loss scaling (Micikevicius et al., 2018): the loss is multiplied by a scale, so that gradients too small for a
 * half survive, and the optimiser divides it out again. A step with a gradient that is infinite or NaN changes no weight
 * and no optimiser state, and halves the scale. All of it happens on the device, so that steps can be recorded.
 */
export class LossScaling {
  private readonly state: tf.Variable;

  constructor(scale = INITIAL_SCALE) {
    this.state = tf.tidy(() => tf.variable(tf.tensor1d([scale, 0, 0]), false));
  }

  /** What the loss of the next step is to be multiplied by. */
  get scale(): tf.Scalar {
    return this.element('scale');
  }

  /** Steps that were skipped so far. */
  get skippedSteps(): tf.Scalar {
    return this.element('skippedSteps');
  }

  /** Takes the gradients of the scaled loss into account → what an update needs to know, `PackedInputs.control`. */
  update(grads: TensorMap): tf.Tensor1D {
    const inputs: Record<string, tf.Tensor> & { state: tf.Tensor1D } = {
      state: this.state as tf.Tensor as tf.Tensor1D,
    };
    Object.values(grads).forEach((grad, i) => (inputs[`grad${i}`] = grad));
    const [control, state] = lossScale(inputs, { growthInterval: GROWTH_INTERVAL });
    this.state.assign(state);
    return control;
  }

  backup(computer: Computer): StateBackup {
    const copy = variableCopy(computer, this.state);
    return {
      take: () => computer.copy(this.state, copy),
      restore: () => computer.copy(copy, this.state),
      dispose: () => copy.dispose(),
    };
  }

  dispose(): void {
    this.state.dispose();
  }

  private element(name: (typeof LOSS_SCALE_STATE)[number]): tf.Scalar {
    return tf.tidy(() => tf.reshape(tf.slice(this.state, LOSS_SCALE_STATE.indexOf(name), 1), []));
  }
}
