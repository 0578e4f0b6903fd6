import * as tf from '@tensorflow/tfjs-core';
import { gatherCells } from '../../tensors/gatherCells';
import { MATCH_KINDS, MATCH_ROLES, matchesKept } from './matchCounts';
import {
  attraction,
  matchViews,
  thresholdOf,
  type LocalView,
  type Matches,
  type MatchingOptions,
} from './matching';
import { viewPairs } from './pairs';
import { meanOf, type Coefficient } from './terms';
import { covariance, invariance, variance } from './vicreg';

/**
 * The local criterion (VICRegL, section 3): `[3]`, VICReg of matched cells, averaged over the pairs of views. Of a pair, the
 * terms of matches by embedding (L_d) and by location (L_s) are added; either are the means of its two directions. What is
 * taken of complete maps belongs to no kind of match: each counts half of it.
 */
export function localCriterion(views: readonly LocalView[], options: MatchingOptions): tf.Tensor1D {
  const { kinds: counted = MATCH_KINDS } = options;
  const pairs = viewPairs(views.length).map(({ first, second }) => {
    const kinds = counted.map((kind) => {
      const directions = MATCH_ROLES.map((role) => {
        const [from, into] = role === 'forward' ? [first, second] : [second, first];
        const count = matchesKept(options, kind, role, from);
        const matches = matchViews(kind, views[from]!, views[into]!, count);
        return matchedTerms(views[from]!, views[into]!, matches, thresholdOf(kind, options));
      });
      return meanOfTerms(directions);
    });
    return tf.addN(kinds);
  });
  const terms = meanOfTerms(pairs);
  if (!options.fastVarianceCovariance) return terms;
  const statistics = fastStatistics(views.map(({ map }) => map));
  return tf.concat1d([tf.slice(terms, 0, 1), tf.mul(statistics, counted.length / MATCH_KINDS.length)]);
}

/** VICReg of the matched cells of one view and those that they are matched with, `[3]`. */
function matchedTerms(
  { map: from }: LocalView,
  { map: into }: LocalView,
  { input, candidate, distance }: Matches,
  threshold: Coefficient | null,
): tf.Tensor1D {
  const z = gatherCells(from, input);
  const other = gatherCells(into, candidate);
  return tf.stack([
    tf.sum(tf.mul(invariance(z, other), attraction(distance, threshold))),
    meanOf([variance(z), variance(other)]),
    meanOf([covariance(z), covariance(other)]),
  ]) as tf.Tensor1D;
}

/**
 * Variance and covariance of complete maps `[B, N, C]`, with `--fast-vc-reg`: `[2]`. The reference keeps the covariance of the
 * last view only, as its cells' values plus their mean, over V. Its mean over cells, on which one can train, is twice the
 * mean value.
 */
function fastStatistics(maps: readonly tf.Tensor3D[]): tf.Tensor1D {
  const last = tf.mean(covariance(maps.at(-1)!));
  return tf.stack([meanOf(maps.map(variance)), tf.mul(last, 2 / maps.length)]) as tf.Tensor1D;
}

function meanOfTerms(terms: readonly tf.Tensor1D[]): tf.Tensor1D {
  return tf.mean(tf.stack([...terms]), 0);
}
