import * as tf from '@tensorflow/tfjs-core';
import { CRITERION_WEIGHTS, type Branch, type CriterionWeight } from '../../vicregl/definition/terms';
import { combineTerms } from '../combineTerms';
import { casesOf } from './opCases';

const WEIGHTS: Readonly<Record<CriterionWeight, number>> = { alpha: 0.75, lambda: 25, mu: 20, nu: 2 };

/** @param live the weights that are inputs, as those that a training may change. */
const size = (branches: readonly Branch[], live: readonly CriterionWeight[] = []) => ({
  inputs: {
    ...Object.fromEntries(branches.map((name) => [name, [3]])),
    ...Object.fromEntries(live.map((name) => [name, () => tf.scalar(WEIGHTS[name])])),
  },
  attributes: Object.fromEntries(
    Object.entries(WEIGHTS).filter(([name]) => !live.some((own) => own === name)),
  ),
});

export const combineTermsCases = casesOf(combineTerms, {
  tolerance: 1e-6,
  fixed: CRITERION_WEIGHTS,
  sizes: {
    'both branches': size(['global', 'local']),
    'the global branch': size(['global']),
    'the local branch': size(['local'], ['lambda', 'nu']),
    'weights as tensors': size(['global', 'local'], CRITERION_WEIGHTS),
  },
  timed: { 'both branches': { ...size(['global', 'local']), flops: 0 } },
});
