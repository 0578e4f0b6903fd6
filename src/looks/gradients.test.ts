import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Computer } from '../compute/computer';
import type { RunConfig } from '../config/runConfig';
import {
  branchCosine,
  gradientCosine,
  gradientNorm,
  gradientToWeight,
  globalShare,
  lossOf,
  normShare,
  ofBranch,
  ofKind,
  ofTerm,
  type GradientParts,
} from '../reports/gradients';
import { DeviceImages } from '../training/deviceImages';
import { Run } from '../training/run';
import { tinyConfig, tinyImages } from '../training/testing/tinyRun';
import { nodeFiles } from '../wasm/nodeFiles';
import { openProcessor } from '../wasm/processor';
import { MATCH_KINDS } from '../vicregl/definition/matchCounts';
import { gradients } from './gradients';
import { expectGradientsAddUp } from './testing/gradientsAddUp';

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
    return gradients(
      { config, initialAlpha, step, model, run, drawnBy: config, images: () => [] },
      { by },
      {},
    );
  };
  return { run, look };
}

describe('gradients', () => {
  it.each(['branches', 'terms'] as const)('add up to the gradient of the step, by %s', (by) =>
    expectGradientsAddUp(processor, by),
  );

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

  it('take the local branch apart by kind of match, whole and by term alike', async () => {
    const { run, look } = await looked();
    const [whole, byTerm] = [await look('branches'), await look('terms')];
    expect(whole.parts).toEqual([
      { branch: 'global' },
      ...MATCH_KINDS.map((kind) => ({ branch: 'local', kind })),
    ]);
    for (const kind of MATCH_KINDS) {
      const ratio = gradientNorm(whole, ofKind(kind)) / gradientNorm(byTerm, ofKind(kind));
      expect(ratio, kind).toBeCloseTo(1, 3);
      for (const term of ['invariance', 'variance', 'covariance'] as const)
        expect(lossOf(whole, ofKind(kind), term), term).toBeCloseTo(lossOf(byTerm, ofKind(kind), term), 5);
    }
    // They ask for different things: matches by embedding are near in embedding.
    const [embedding, location] = MATCH_KINDS.map((kind) => lossOf(whole, ofKind(kind), 'invariance'));
    expect(embedding).toBeLessThan(location!);
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
    parts: [{ branch: 'global' }, { branch: 'local', kind: 'embedding', term: 'variance' }] as const,
    losses: [
      { invariance: 1, variance: 2, covariance: 3 },
      { invariance: 0, variance: 4, covariance: 0 },
    ],
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
    expect(gradientCosine(report, ofBranch('global'), ofKind('embedding'), [b!])).toBe(-1);
    expect(normShare(report, ofTerm('local', 'variance'), ofBranch('global'), [a!])).toBeCloseTo(4 / 7);
    expect(gradientNorm(report, ofKind('location'))).toBe(0);
  });

  it('are sums of losses', () => {
    expect(lossOf(report)).toBe(10);
    expect(lossOf(report, ofBranch('global'))).toBe(6);
    expect(lossOf(report, ofKind('embedding'), 'variance')).toBe(4);
  });
});
