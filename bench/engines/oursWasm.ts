import * as tf from '@tensorflow/tfjs-core';
import { createOptimizer } from '../../src/optim/optimizer';
import { lossGradients } from '../../src/vicregl/lossGradients';
import { PAGE_FILES } from '../../src/wasm/pageFiles';
import { openProcessor } from '../../src/wasm/processor';
import { fixedInputs } from '../../src/device/measure/fixedInputs';
import { workloadConfig, type WorkloadOptions } from '../../src/device/measure/workloads';
import { RATES } from '../../src/device/measure/stepEngine';
import type { Engine } from './engine';
import { keptLossInputs, variablesOf } from '../../src/device/measure/lossTensors';

/** Our engine on the fixed inputs, as it trains where there is no WebGPU: every step runs eagerly. */
export async function openOursWasm(workload: WorkloadOptions): Promise<Engine> {
  await openProcessor(PAGE_FILES);
  return open(workload);
}

/** The same in an engine that has no relaxed SIMD. */
export async function openOursWasmPlain(workload: WorkloadOptions): Promise<Engine> {
  await openProcessor(PAGE_FILES, { relaxed: false });
  return open(workload);
}

async function open(workload: WorkloadOptions): Promise<Engine> {
  const config = workloadConfig(workload);
  const inputs = await fixedInputs(config);
  const variables = variablesOf(inputs);
  const { batches, locations } = keptLossInputs(inputs);
  const optimizer = createOptimizer(config.optim, inputs.specs);
  return {
    async step() {
      return tf.tidy(() => {
        const { result, grads } = lossGradients(
          variables,
          variables,
          { batches, locations },
          { model: config.model, criterion: config.loss, training: true },
        );
        optimizer.update(variables, grads, RATES);
        const [value] = result.loss.dataSync();
        tf.dispose([grads, tf.tensor_util.getTensorsInContainer(result as never)]);
        return value!;
      });
    },
    ownBytes: () => tf.memory().numBytes,
  };
}
