import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import type { Computer } from '../../compute/computer';
import { gradientNorm, type GradientParts } from '../../reports/gradients';
import { DeviceImages } from '../../training/deviceImages';
import { Run } from '../../training/run';
import { tinyConfig, tinyImages } from '../../training/testing/tinyRun';
import { renderStepViews, stepGradients } from '../../training/trainingStep';
import { gradients, writtenInputs } from '../gradients';
import type { LookedAt } from '../lookedAt';

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
  const network = { config, initialAlpha, step, model, run, drawnBy: config, images: () => [] };
  const report = await gradients(network, { by }, {});
  const squares = await ownSquares(network);
  // A second look finds the same: it is given buffers that were used before.
  expect(await gradients(network, { by }, {})).toEqual(report);
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
async function ownSquares(network: LookedAt & { readonly run: Run }) {
  const { config, model, run } = network;
  const { computer, images } = run;
  const { data } = images;
  const inputs = writtenInputs(network);
  const parts = {
    ...{ computer, config, model, inputs },
    images: { packed: inputs.pixels!, data: { height: data.height, width: data.width } },
  };
  const norms = new Map<string, tf.Scalar>();
  tf.tidy(() => {
    const own = stepGradients(parts, config.loss, renderStepViews(parts));
    for (const [name, gradient] of Object.entries(own.grads))
      norms.set(name, tf.keep(tf.sum(tf.square(gradient))));
    tf.dispose([own.result, own.grads] as never);
  });
  const squares: Record<string, number> = {};
  for (const [name, norm] of norms) {
    const stage = name.replace(/^backbone\.downsample_layers\.0.*/, 'stem').replace(/\..*/, '');
    squares[stage] = (squares[stage] ?? 0) + (await norm.data<'float32'>())[0]!;
    norm.dispose();
  }
  inputs.dispose();
  return squares;
}
