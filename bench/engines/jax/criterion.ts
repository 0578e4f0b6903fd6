import { lax, nn, numpy as np } from '@jax-js/jax';
import type { LossConfig } from '../../../src/config/lossConfig';
import { VARIANCE_EPSILON } from '../../../src/vicregl/definition/vicreg';
import type { Arr } from './layers';
import type { ViewOutputs } from './network';

/** Mean squared difference. */
function attraction(a: Arr, b: Arr): Arr {
  return np.mean(np.square(a.sub(b)));
}

/** x `[B, S, D]`: mean over slots and dimensions of max(0, 1 − standard deviation over the batch). */
function varianceHinge(x: Arr): Arr {
  const batch = x.shape[0]!;
  const centred = x.ref.sub(np.mean(x, 0, { keepdims: true }));
  const variance = np.sum(np.square(centred), 0).div(batch - 1);
  return np.mean(nn.relu(np.subtract(1, np.sqrt(variance.add(VARIANCE_EPSILON)))));
}

/** x `[B, S, D]`: mean over slots of the squared off-diagonal covariances, summed and divided by D. */
function covariancePenalty(x: Arr): Arr {
  const [batch, slots, dimensions] = x.shape as [number, number, number];
  const centred = np.transpose(x.ref.sub(np.mean(x, 0, { keepdims: true })), [1, 0, 2]);
  const covariance = np.matmul(np.transpose(centred.ref, [0, 2, 1]), centred).div(batch - 1);
  const offDiagonal = covariance.mul(np.subtract(1, np.eye(dimensions)));
  return np.sum(np.square(offDiagonal)).div(dimensions * slots);
}

/** The γ input cells whose nearest candidate is nearest, in order of the cell, and those candidates: `[B, γ]` each. */
function bestMatches(input: Arr, candidate: Arr, count: number): { input: Arr; candidate: Arr } {
  const differences = np.expandDims(input, 2).sub(np.expandDims(candidate, 1));
  const squared = np.sum(np.square(differences), -1);
  const index = np.argmin(squared.ref, -1);
  const [, best] = lax.topK(np.negative(np.min(squared, -1)), count);
  const cells = np.sort(best, -1);
  return { input: cells.ref, candidate: np.takeAlongAxis(index, cells, 1) };
}

function gatherCells(map: Arr, index: Arr): Arr {
  return np.takeAlongAxis(map, np.expandDims(index, -1), 1);
}

/**
 * The VICRegL criterion of two views with γ matches of both kinds in both directions: scalar. Each direction is asked
 * for by both orders of the pair, so each counts one half.
 */
export function criterion(
  [first, second]: readonly [ViewOutputs, ViewOutputs],
  locations: readonly [Arr, Arr],
  { alpha, lambda, mu, nu, matchesForward }: LossConfig,
): Arr {
  const total = (invariance: Arr, variance: Arr, covariance: Arr): Arr =>
    invariance.mul(lambda).add(variance.mul(mu)).add(covariance.mul(nu));

  const embeddings = np.stack([first.embedding.ref, second.embedding.ref], 1);
  const global = total(
    attraction(first.embedding, second.embedding),
    varianceHinge(embeddings.ref),
    covariancePenalty(embeddings),
  );

  const maps = [first.maps, second.maps] as const;
  const positions = { embedding: maps.map((map) => lax.stopGradient(map.ref)), location: locations };
  const parts: Arr[] = [];
  for (const kind of ['embedding', 'location'] as const) {
    for (const [from, into] of [
      [0, 1],
      [1, 0],
    ] as const) {
      const places = positions[kind];
      const match = bestMatches(places[from].ref, places[into].ref, matchesForward);
      const input = gatherCells(maps[from].ref, match.input);
      const candidate = gatherCells(maps[into].ref, match.candidate);
      parts.push(
        total(
          attraction(input.ref, candidate.ref),
          varianceHinge(input.ref).add(varianceHinge(candidate.ref)).div(2),
          covariancePenalty(input).add(covariancePenalty(candidate)).div(2),
        ).div(2),
      );
    }
  }
  for (const array of [...maps, ...positions.embedding, ...positions.location]) array.dispose();
  const local = parts.reduce((sum, part) => sum.add(part));
  return global.mul(alpha).add(local.mul(1 - alpha));
}
