import type { OPS } from '..';
import { batchNormCases } from './batchNorm';
import { conv2dCases } from './conv2d';
import { crossEntropyCases } from './crossEntropy';
import { depthwiseConvCases } from './depthwiseConv';
import { layerNormCases } from './layerNorm';
import { linearCases } from './linear';
import { maxPoolCases } from './maxPool';
import { meanCellsCases } from './meanCells';
import type { OpCases } from './opCases';
import { patchConvCases } from './patchConv';
import { pixelEntropyCases } from './pixelEntropy';
import { residualCases } from './residual';

/**
 * Ops that change their inputs in place, whose definition is the reference's renderer, or whose inputs are tables of rows
 * (those of the criterion) have tests of their own.
 */
type Special =
  | 'adamwAll'
  | 'larsAll'
  | 'lossScale'
  | 'renderViews'
  | 'bestMatches'
  | 'collapseMeasures'
  | 'combineTerms'
  | 'matchTerms'
  | 'matchWeights'
  | 'pairwiseNearest'
  | 'viewTerms';

/** The cases of every other op; those of one that is missing are a type error. */
export const CASES = {
  batchNorm: batchNormCases,
  conv2d: conv2dCases,
  crossEntropy: crossEntropyCases,
  depthwiseConv: depthwiseConvCases,
  layerNorm: layerNormCases,
  linear: linearCases,
  maxPool: maxPoolCases,
  meanCells: meanCellsCases,
  patchConv: patchConvCases,
  pixelEntropy: pixelEntropyCases,
  residual: residualCases,
} satisfies Readonly<Record<Exclude<keyof typeof OPS, Special>, OpCases>>;
