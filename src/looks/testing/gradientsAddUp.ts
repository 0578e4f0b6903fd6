import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import type { Computer } from '../../compute/computer';
import { gradientNorm, type GradientParts } from '../../reports/gradients';
import { DeviceImages } from '../../training/deviceImages';
import { planStep } from '../../training/plan';
import { Run } from '../../training/run';
import { StepInputs } from '../../training/stepInputs';
import { tinyConfig, tinyImages } from '../../training/testing/tinyRun';
import { renderStepViews, stepGradients } from '../../training/trainingStep';
import { gradients } from '../gradients';

/** Modules of the tiny run's parameters, by the ids of the stages. */
const MODULES = {
  stem: 'stem',
  'stage 1': 'backbone',
  'global expander': 'projector',
  'local expander': 'maps_projector',
} as const;

/** The parts of the loss must add up to the gradient that the next step takes, stage by stage. */
export async function expectGradientsAddUp(computer: Computer, by: GradientParts): Promise<void> {
  const images = new DeviceImages(tinyImages());
  const run = new Run(computer, tinyConfig(), images);
  for (let step = 0; step < 2; step++) await run.advance().measures;
  const { config, initialAlpha, step, model } = run;
  const report = await gradients({ config, initialAlpha, step, model, run, images: () => [] }, { by }, {});
  const squares = await ownSquares(run, images);
  expect(report.stages.map(({ id }) => id)).toEqual(Object.keys(MODULES));
  for (const stage of report.stages) {
    const own = Math.sqrt(squares[MODULES[stage.id as keyof typeof MODULES]]!);
    expect(own, stage.id).toBeGreaterThan(0);
    expect(gradientNorm(report, undefined, [stage]) / own, stage.id).toBeCloseTo(1, 3);
  }
  run.dispose();
  images.dispose();
}

/** Squared norm of the next step's own gradient, by module, the stem apart. */
async function ownSquares({ computer, config, model, step: done }: Run, { data }: DeviceImages) {
  const inputs = new StepInputs(computer, config, [1, 1], data);
  inputs.write(planStep(config, data, done), config, data, new Float32Array(1));
  const parts = {
    ...{ computer, config, model, inputs },
    images: { packed: inputs.pixels!, data: { height: data.height, width: data.width } },
  };
  let grads: Readonly<Record<string, tf.Tensor>> = {};
  tf.tidy(() => {
    const step = stepGradients(parts, inputs.criterionOptions(config), renderStepViews(parts));
    tf.dispose(step.result as never);
    grads = step.grads;
  });
  const squares: Record<string, number> = {};
  for (const [name, gradient] of Object.entries(grads)) {
    const stage = name.replace(/^backbone\.downsample_layers\.0.*/, 'stem').replace(/\..*/, '');
    const values = await gradient.data<'float32'>();
    squares[stage] = values.reduce((sum, value) => sum + value ** 2, squares[stage] ?? 0);
  }
  tf.dispose(grads);
  inputs.dispose();
  return squares;
}
