import * as tf from '@tensorflow/tfjs-core';
import { CRITERION_WEIGHTS, type CriterionWeight } from '../../vicregl/definition/terms';
import { criterionTerms, type CriterionTermsAttributes } from '../criterionTerms';
import { matchTermsSize } from './matchTermsSizes';
import { casesOf } from './opCases';
import { completeMaps, embeddings } from './viewTermsSizes';

/** Near each other, so that every term shows in the loss and in the gradients. */
const WEIGHTS: Readonly<Record<CriterionWeight, number>> = { alpha: 0.6, lambda: 1.5, mu: 2, nu: 0.75 };

type ViewSize = ReturnType<typeof embeddings>;
type MatchSize = ReturnType<typeof matchTermsSize>;

/** @param live the weights that are inputs, as those that a training may change. */
const weighted = (live: readonly CriterionWeight[]) => ({
  inputs: Object.fromEntries(live.map((name) => [name, () => tf.scalar(WEIGHTS[name])])),
  weights: Object.fromEntries(Object.entries(WEIGHTS).filter(([name]) => !live.some((own) => own === name))),
});

const globalBranch = (views: ViewSize, live: readonly CriterionWeight[] = []) => {
  const { inputs, weights } = weighted(live);
  const attributes: CriterionTermsAttributes = { global: views.attributes, weights };
  return { inputs: { embeddings: views.inputs.rows, ...inputs }, attributes };
};

/** @param complete terms of the complete maps, of the same rows. */
const localBranch = (matched: MatchSize, live: readonly CriterionWeight[] = [], complete?: ViewSize) => {
  const { inputs, weights } = weighted(live);
  const { rows: maps, index, weight } = matched.inputs;
  const attributes: CriterionTermsAttributes = {
    local: matched.attributes,
    ...(complete && { complete: complete.attributes }),
    weights,
  };
  return { inputs: { maps, index, weight, ...inputs }, attributes };
};

/** Without weights of the matches. */
const evenly = ({ inputs: { weight: _, ...inputs }, attributes }: ReturnType<typeof localBranch>) => ({
  inputs,
  attributes,
});

const both = (
  views: ViewSize,
  matched: MatchSize,
  live: readonly CriterionWeight[] = [],
  complete?: ViewSize,
) => {
  const [one, other] = [globalBranch(views, live), localBranch(matched, live, complete)];
  return {
    inputs: { ...one.inputs, ...other.inputs },
    attributes: { ...one.attributes, ...other.attributes },
  };
};

export const criterionTermsCases = casesOf(criterionTerms, {
  // Sums over a few thousand float32 values, in another order.
  tolerance: 5e-5,
  fixed: ['index', 'weight', ...CRITERION_WEIGHTS],
  // Spread near 1, so that some columns are above the hinge and some below, around another mean.
  prepare: (_, rows) => tf.add(rows, 1),
  sizes: {
    'both branches': both(embeddings(8, 2, 32), matchTermsSize(8, [16, 16], [4, 4, 2], 16)),
    'both branches, weights as tensors': both(
      embeddings(3, 3, 10),
      matchTermsSize(3, [5, 4, 4], [4, 3, 2], 7),
      CRITERION_WEIGHTS,
    ),
    'both branches and complete maps': both(
      embeddings(4, 3, 17),
      matchTermsSize(4, [9, 4, 3], [9, 3], 20, false),
      [],
      completeMaps(4, [9, 4, 3], 20, [0.2, 0.3, 0.5], [0, 0, 2]),
    ),
    'five views': globalBranch(embeddings(5, 5, 17)),
    'embeddings in chunks of columns': globalBranch(embeddings(6, 2, 1030)),
    'a large batch of few dimensions': globalBranch(embeddings(200, 2, 12), ['alpha']),
    'a large batch of many dimensions': globalBranch(embeddings(130, 2, 140)),
    'complete maps of a large batch': localBranch(
      matchTermsSize(256, [3, 2], [1, 1], 66, false),
      [],
      completeMaps(256, [3, 2], 66, [0.5, 0.5], [0, 1]),
    ),
    'one cell a view': localBranch(matchTermsSize(2, [1, 1], [1], 1)),
    'two lists': localBranch(matchTermsSize(3, [5, 4], [4, 3], 7), ['lambda', 'nu']),
    'three views of maps': localBranch(matchTermsSize(4, [9, 9, 4], [9, 5, 3], 52)),
    'matches that count the same': evenly(localBranch(matchTermsSize(4, [9, 9, 4], [9, 5, 3], 12))),
    'a batch of half a tile': localBranch(matchTermsSize(32, [4, 4], [2, 1], 40)),
    'a batch of a tile': localBranch(matchTermsSize(64, [2, 2], [1, 1], 36)),
    'a batch of a tile and one': localBranch(matchTermsSize(65, [3, 2], [2, 1], 20)),
    'matches in chunks of columns': localBranch(matchTermsSize(3, [2, 1], [1, 1], 530)),
    'a large batch of matches, over samples': localBranch(matchTermsSize(130, [2, 1], [1], 140)),
    'a large batch of matches, over dimensions': localBranch(matchTermsSize(256, [2, 2], [1], 70)),
    'the local invariance alone': localBranch(matchTermsSize(4, [9, 9], [9, 5], 8, false)),
  },
  timed: {
    '2×32×256 and 32×80 matches, 128 channels': {
      ...both(embeddings(32, 2, 256), matchTermsSize(32, [64, 64], [40, 40], 128), CRITERION_WEIGHTS),
      flops: 2 * 2 * 32 * 256 ** 2 + 2 * 2 * 80 * 32 * 128 ** 2,
    },
  },
});
