import '../../src/ops/stockGradients';
import * as tf from '@tensorflow/tfjs-core';
import { ADAMW_SCALARS, adamwUpdate } from '../../src/ops/adamw';
import { isRegularized } from '../../src/optim/groups';
import { vicreglLoss } from '../../src/vicregl/loss';
import { fixedInputs } from '../fixedInputs';
import { workloadConfig } from '../workloads';
import { openStockBackend, type StockBackend } from './stockBackends';
import { RATES, type Engine, type OpenEngine } from './engine';
import { keptLossInputs, variablesOf } from './tfTensors';

/**
 * @file tfjs with its stock kernels: our fused ops run as the compositions of stock ops that define them, since none of
 * our kernels is registered here, and AdamW is written with stock ops too.
 */

export const openTfjsWebgpu = openTfjs('webgpu');
export const openTfjsWebgl = openTfjs('webgl');
export const openWasm = openTfjs('wasm');

const EPSILON = 1e-8;

function openTfjs(backend: StockBackend): OpenEngine {
  return async (workload): Promise<Engine> => {
    await openStockBackend(backend);
    const config = workloadConfig(workload);
    const { beta1, beta2 } = config.optim;
    const inputs = await fixedInputs(config);
    const variables = variablesOf(inputs);
    const { batches, locations } = keptLossInputs(inputs);
    const slots = new Map(
      inputs.specs.map(({ name, shape }) => [name, [zeros(shape), zeros(shape)] as const]),
    );

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
            Object.values(variables),
          );
          for (const [name, variable] of Object.entries(variables))
            update(name, grads[variable.name]!, steps);
          return value;
        });
        const [value] = await loss.data();
        loss.dispose();
        return value!;
      },
      ...(backend === 'webgpu' ? {} : { ownBytes: () => gpuBytes() ?? tf.memory().numBytes }),
    };
  };
}

function zeros(shape: readonly number[]): tf.Variable {
  return tf.tidy(() => tf.variable(tf.zeros([...shape])));
}

/** What the WebGL backend says it holds, textures kept for reuse included. */
function gpuBytes(): number | undefined {
  return (tf.memory() as { numBytesInGPUAllocated?: number }).numBytesInGPUAllocated;
}
