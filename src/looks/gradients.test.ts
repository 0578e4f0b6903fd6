import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Computer } from '../compute/computer';
import type { RunConfig } from '../config/runConfig';
import {
  branchCosine,
  gradientNorm,
  gradientToWeight,
  globalShare,
  ofBranch,
  type GradientParts,
} from '../reports/gradients';
import { DeviceImages } from '../training/deviceImages';
import { planStep } from '../training/plan';
import { Run } from '../training/run';
import { StepInputs } from '../training/stepInputs';
import { tinyConfig, tinyImages } from '../training/testing/tinyRun';
import { renderStepViews, stepGradients } from '../training/trainingStep';
import { nodeFiles } from '../wasm/nodeFiles';
import { openProcessor } from '../wasm/processor';
import { gradients } from './gradients';

let processor: Computer;
let images: DeviceImages;
beforeAll(async () => {
  processor = await openProcessor(nodeFiles());
  images = new DeviceImages(tinyImages());
});
afterAll(() => {
  images.dispose();
  processor.close();
});

/** A run that has done two steps, and a look at its gradients. */
async function looked(change: (config: RunConfig) => void = () => undefined) {
  const run = new Run(processor, tinyConfig(change), images);
  for (let step = 0; step < 2; step++) await run.advance().measures;
  const look = (by: GradientParts) => {
    const { config, initialAlpha, step, model } = run;
    return gradients({ config, initialAlpha, step, model, run, images: () => [] }, { by }, {});
  };
  return { run, look };
}

/** Squared norm of the next step's own gradient, by module or stage. */
async function ownSquares(run: Run): Promise<Record<string, number>> {
  const { config, model, step } = run;
  const { data } = images;
  const inputs = new StepInputs(processor, config, [1, 1], data);
  inputs.write(planStep(config, data, step), config, data, new Float32Array(1));
  const parts = {
    ...{ computer: processor, config, model, inputs },
    images: { packed: inputs.pixels!, data: { height: data.height, width: data.width } },
  };
  const squares: Record<string, number> = {};
  tf.tidy(() => {
    const { result, grads } = stepGradients(parts, inputs.criterionOptions(config), renderStepViews(parts));
    for (const [name, gradient] of Object.entries(grads)) {
      const stage = name.replace(/^backbone\.downsample_layers\.0.*/, 'stem').replace(/\..*/, '');
      squares[stage] = (squares[stage] ?? 0) + tf.sum(tf.square(gradient)).dataSync()[0]!;
    }
    tf.dispose([result, grads] as never);
  });
  inputs.dispose();
  return squares;
}

const NAMES = {
  stem: 'stem',
  'stage 1': 'backbone',
  'global expander': 'projector',
  'local expander': 'maps_projector',
};

describe('gradients', () => {
  it.each(['branches', 'terms'] as const)('add up to the gradient of the step, by %s', async (by) => {
    const { run, look } = await looked();
    const report = await look(by);
    const squares = await ownSquares(run);
    expect(report.stages.map(({ id }) => id)).toEqual(Object.keys(NAMES));
    for (const stage of report.stages) {
      const own = Math.sqrt(squares[NAMES[stage.id as keyof typeof NAMES]]!);
      expect(gradientNorm(report, undefined, [stage]) / own, stage.id).toBeCloseTo(1, 3);
    }
    run.dispose();
  });

  it('are those of the weighted terms: what has no weight asks nothing', async () => {
    const { run, look } = await looked(({ loss }) => Object.assign(loss, { mu: 0, nu: 0, alpha: 1 }));
    const report = await look('terms');
    expect(report.parts).toEqual(
      ['invariance', 'variance', 'covariance'].map((term) => ({ branch: 'global', term })),
    );
    const [invariance, variance, covariance] = report.parts.map((part) =>
      gradientNorm(report, (own) => own === part),
    );
    expect(invariance).toBeGreaterThan(0);
    expect([variance, covariance]).toEqual([0, 0]);
    run.dispose();
  });

  it('follow α: without weight a branch asks nothing', async () => {
    const { run, look } = await looked();
    const half = await look('branches');
    const { alpha } = run.config.loss;
    run.update({ ...run.config, loss: { ...run.config.loss, alpha: alpha / 2 } });
    const quarter = await look('branches');
    expect(gradientNorm(quarter, ofBranch('global')) / gradientNorm(half, ofBranch('global'))).toBeCloseTo(
      0.5,
      4,
    );
    expect(gradientNorm(quarter, ofBranch('local')) / gradientNorm(half, ofBranch('local'))).toBeCloseTo(
      (1 - alpha / 2) / (1 - alpha),
      4,
    );
    run.dispose();
  });
});

describe('what is made of a report', () => {
  const report = {
    parts: [{ branch: 'global' }, { branch: 'local' }] as const,
    stages: [
      { id: 'a', title: 'A', parameters: 2, weightSquares: 4, products: Float32Array.of(9, 0, 0, 16) },
      { id: 'b', title: 'B', parameters: 2, weightSquares: 12, products: Float32Array.of(1, -2, -2, 4) },
    ],
  };

  it('are norms, cosines and ratios', () => {
    const [a, b] = report.stages;
    expect(gradientNorm(report, undefined, [a!])).toBe(5);
    expect(gradientNorm(report, ofBranch('local'))).toBeCloseTo(Math.sqrt(20));
    expect(branchCosine(report, [a!])).toBe(0);
    expect(branchCosine(report, [b!])).toBe(-1);
    expect(gradientToWeight(report, [a!])).toBe(2.5);
    expect(gradientToWeight(report)).toBeCloseTo(Math.sqrt(26) / 4);
    expect(branchCosine({ ...report, stages: [] })).toBeNull();
    expect(globalShare(report, [a!])).toBeCloseTo(3 / 7);
    expect(globalShare(report, [])).toBeNull();
  });
});
