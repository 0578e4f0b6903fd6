import * as tf from '@tensorflow/tfjs-core';
import type { Recording } from '../../src/compute/computer';
import { openDevice } from '../../src/gpu/device';
import type { Precision } from '../../src/ops/precision';
import { LossScaling } from '../../src/optim/lossScaling';
import { createOptimizer } from '../../src/optim/optimizer';
import { lossGradients } from '../../src/vicregl/lossGradients';
import { fixedInputs } from '../../src/device/measure/fixedInputs';
import { workloadConfig, type WorkloadOptions } from '../../src/device/measure/workloads';
import { RATES } from '../../src/device/measure/stepEngine';
import type { Engine } from './engine';
import { keptLossInputs, variablesOf } from '../../src/device/measure/lossTensors';

/** Where no gradient of the workloads overflows: all engines are compared over the same steps, so none may be skipped. */
const SCALE = 2 ** 10;

/** Our engine on the fixed inputs: the first step runs eagerly, the second is recorded, all others are replays. */
export async function openOurs(workload: WorkloadOptions): Promise<Engine> {
  return open(workload, 'float32');
}

/** The same with its activations in halves. */
export async function openOursMixed(workload: WorkloadOptions): Promise<Engine> {
  return open(workload, 'mixed');
}

async function open(workload: WorkloadOptions, precision: Precision): Promise<Engine> {
  const computer = await openDevice(navigator.gpu);
  const config = workloadConfig(workload);
  const inputs = await fixedInputs(config);
  const variables = variablesOf(inputs);
  const { batches, locations } = keptLossInputs(inputs);
  const scaling = precision === 'mixed' ? new LossScaling(SCALE) : undefined;
  const optimizer = createOptimizer(config.optim, inputs.specs, scaling);
  const names = Object.keys(variables);
  const rates = tf.keep(tf.zeros([...optimizer.scalarsShape]));

  const run = (): tf.Tensor1D =>
    tf.tidy(() => {
      const { result, grads } = lossGradients(
        variables,
        variables,
        { batches, locations },
        { model: config.model, criterion: config.loss, training: true, precision },
        scaling?.scale,
      );
      optimizer.apply(variables, grads, rates as tf.Tensor2D);
      const loss = tf.reshape<tf.Rank.R1>(result.loss, [1]);
      tf.dispose([grads, tf.tensor_util.getTensorsInContainer(result as never)]);
      return loss;
    });

  let steps = 0;
  let recorded: Recording | undefined;
  return {
    async step() {
      computer.write(rates, optimizer.nextScalars(names, RATES));
      steps += 1;
      if (steps === 1) {
        const loss = run();
        const [value] = await loss.data();
        loss.dispose();
        return value!;
      }
      if (recorded === undefined) recorded = computer.record!(run);
      else recorded.replay();
      const [value] = await recorded.result.data();
      return value!;
    },
  };
}
