import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import type { Computer } from '../../compute/computer';
import { gradientNorm, lossOf, ofBranch, type GradientParts } from '../../reports/gradients';
import { termNames } from '../../vicregl/definition/terms';
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

/** The parts must add up to the loss of the next step, and to the gradient that it takes, stage by stage. */
export async function expectGradientsAddUp(computer: Computer, by: GradientParts): Promise<void> {
  const images = new DeviceImages(tinyImages());
  const run = new Run(computer, tinyConfig(), images);
  for (let step = 0; step < 2; step++) await run.advance().measures;
  const { config, initialAlpha, step, model } = run;
  const network = { config, initialAlpha, step, model, run, drawnBy: config, images: () => [] };
  const report = await gradients(network, { by }, {});
  const { squares, terms } = await ownStep(network);
  const { alpha } = config.loss;
  for (const branch of ['global', 'local'] as const) {
    const share = branch === 'global' ? alpha : 1 - alpha;
    const own = Object.entries(terms).filter(([name]) => name.startsWith(branch));
    const loss = share * own.reduce((sum, [, value]) => sum + value, 0);
    expect(Math.abs(lossOf(report, ofBranch(branch)) / loss - 1), branch).toBeLessThan(1e-5);
  }
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

/** The next step's own terms by name, and the squared norm of its gradient by module, the stem apart. */
async function ownStep(network: LookedAt & { readonly run: Run }) {
  const { config, model, run } = network;
  const { computer, images } = run;
  const { data } = images;
  const inputs = writtenInputs(network);
  const parts = {
    ...{ computer, config, model, inputs },
    images: { packed: inputs.pixels!, data: { height: data.height, width: data.width } },
  };
  const norms = new Map<string, tf.Scalar>();
  const weighted = tf.tidy(() => {
    const own = stepGradients(parts, config.loss, renderStepViews(parts));
    const terms = tf.clone(own.result.terms);
    for (const [name, gradient] of Object.entries(own.grads))
      norms.set(name, tf.keep(tf.sum(tf.square(gradient))));
    tf.dispose([own.result, own.grads] as never);
    return terms;
  });
  const values = await weighted.data<'float32'>();
  weighted.dispose();
  const terms = Object.fromEntries(termNames(config.loss.alpha).map((name, place) => [name, values[place]!]));
  const squares: Record<string, number> = {};
  for (const [name, norm] of norms) {
    const stage = name.replace(/^backbone\.downsample_layers\.0.*/, 'stem').replace(/\..*/, '');
    squares[stage] = (squares[stage] ?? 0) + (await norm.data<'float32'>())[0]!;
    norm.dispose();
  }
  inputs.dispose();
  return { squares, terms };
}
