import * as tf from '@tensorflow/tfjs-core';
import type { TensorMap } from '../nn/parameters';
import { vicreglLoss, type LossInputs, type LossOptions, type LossResult } from './loss';

/**
 * The loss and its gradients by parameter name. A parameter that the loss does not depend on, such as that of a branch
 * which α switches off, has none. Everything returned outlives the caller's `tf.tidy`: dispose of it with `tf.dispose`.
 *
 * @param params all parameters and buffers.
 * @param trainable those of them to differentiate in.
 * @param scale what the loss is multiplied by before it is differentiated; the result's own loss is not.
 */
export function lossGradients(
  params: TensorMap,
  trainable: Readonly<Record<string, tf.Variable>>,
  inputs: LossInputs,
  options: LossOptions,
  scale?: tf.Scalar,
): { result: LossResult; grads: Record<string, tf.Tensor> } {
  let result: LossResult | undefined;
  const { grads } = tf.variableGrads(() => {
    result = vicreglLoss(params, inputs, options);
    for (const tensor of tf.tensor_util.getTensorsInContainer(result as never)) tf.keep(tensor);
    return scale === undefined ? result.loss : tf.mul<tf.Scalar>(result.loss, scale);
  }, Object.values(trainable));
  // tfjs names gradients after variables, whose names are its own.
  const found = Object.entries(trainable).filter(([, variable]) => grads[variable.name] !== undefined);
  return {
    result: result!,
    grads: Object.fromEntries(found.map(([name, variable]) => [name, tf.keep(grads[variable.name]!)])),
  };
}
