import type { RunConfig } from '../../config/runConfig';
import type { TensorData } from '../../formats/tensorData';
import type { OptimizerState } from '../../optim/updateRule';
import { networkSpecs } from '../../vicregl/network';

/** Updates that AdamW has counted. */
const STEPS = 9;

/** Of the slots, so that a step does not follow them alone. */
const SCALE = 1e-4;

/** Slots of a model's optimiser as after some steps, other numbers for each. */
export function sampleOptimizer({ model, optim }: Pick<RunConfig, 'model' | 'optim'>): OptimizerState {
  const slots = optim.optimizer === 'lars' ? ['mu'] : ['exp_avg', 'exp_avg_sq'];
  const entries = networkSpecs(model, 0.75)
    .filter(({ trainable }) => trainable)
    .flatMap(({ name, shape }, place): [string, TensorData][] => {
      const length = shape.reduce((product, size) => product * size, 1);
      const steps: [string, TensorData] = [
        `step/${name}`,
        { dtype: 'F32', shape: [], data: Float32Array.of(STEPS) },
      ];
      return [
        ...(optim.optimizer === 'lars' ? [] : [steps]),
        ...slots.map((slot, which): [string, TensorData] => [
          `${slot}/${name}`,
          {
            dtype: 'F32',
            shape,
            data: Float32Array.from({ length }, (_, at) => (which + place + at / 7) * SCALE),
          },
        ]),
      ];
    });
  return Object.fromEntries(entries);
}
