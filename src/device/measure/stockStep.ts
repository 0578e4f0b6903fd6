import '../../ops/stockGradients';
import * as tf from '@tensorflow/tfjs-core';
import type { RunConfig } from '../../config/runConfig';
import { ADAMW_SCALARS, adamwUpdate } from '../../ops/adamw';
import { isRegularized } from '../../optim/groups';
import { vicreglLoss } from '../../vicregl/loss';
import { fixedInputs } from './fixedInputs';
import { keptLossInputs, variablesOf } from './lossTensors';
import { RATES, type StepEngine } from './stepEngine';

const EPSILON = 1e-8;

/**
 * A training step on tfjs's current backend with its stock kernels, where none of ours is registered: our fused ops run as
 * the compositions of stock ops that define them, and AdamW is written with stock ops too. The views are the same at every
 * step.
 */
export async function openStockStep(config: RunConfig): Promise<StepEngine> {
  const { beta1, beta2 } = config.optim;
  const inputs = await fixedInputs(config);
  const variables = variablesOf(inputs);
  const { batches, locations } = keptLossInputs(inputs);
  const trained = inputs.specs.filter(({ trainable }) => trainable);
  const slots = new Map(trained.map(({ name, shape }) => [name, [zeros(shape), zeros(shape)] as const]));

  const update = (name: string, grad: tf.Tensor, step: number): void => {
    const param = variables[name]!;
    const [m, v] = slots.get(name)!;
    const row: Record<(typeof ADAMW_SCALARS)[number], number> = {
      learningRate: RATES.learningRate,
      biasCorrection1: 1 - beta1 ** step,
      biasCorrection2: 1 - beta2 ** step,
      weightDecay: isRegularized(param.shape) ? RATES.weightDecay : 0,
    };
    tf.tidy(() => {
      const scalars = tf.tensor2d(
        ADAMW_SCALARS.map((column) => row[column]),
        [1, ADAMW_SCALARS.length],
      );
      const [newParam, newM, newV] = adamwUpdate(
        { param, grad, m, v, scalars },
        { row: 0, beta1, beta2, epsilon: EPSILON },
      );
      param.assign(newParam);
      m.assign(newM);
      v.assign(newV);
    });
  };

  let steps = 0;
  return {
    async step() {
      steps += 1;
      const loss = tf.tidy(() => {
        const { value, grads } = tf.variableGrads(
          () =>
            vicreglLoss(
              variables,
              { batches, locations },
              { model: config.model, criterion: config.loss, training: true },
            ).loss,
          trained.map(({ name }) => variables[name]!),
        );
        for (const { name } of trained) update(name, grads[variables[name]!.name]!, steps);
        return value;
      });
      const [value] = await loss.data();
      loss.dispose();
      return value!;
    },
  };
}

function zeros(shape: readonly number[]): tf.Variable {
  return tf.tidy(() => tf.variable(tf.zeros([...shape])));
}
