import { adamwAll } from './adamwAll';
import { batchNorm } from './batchNorm';
import { bestMatches } from './bestMatches';
import { collapseMeasures } from './collapseMeasures';
import { conv2d } from './conv2d';
import { convnextBlock } from './convnextBlock';
import { criterionTerms } from './criterionTerms';
import { crossEntropy } from './crossEntropy';
import { depthwiseConv } from './depthwiseConv';
import { larsAll } from './larsAll';
import { layerNorm } from './layerNorm';
import { linear } from './linear';
import { lossScale } from './lossScale';
import { mapAndMean } from './mapAndMean';
import { matchWeights } from './matchWeights';
import { maxPool } from './maxPool';
import { meanCells } from './meanCells';
import { pairwiseNearest } from './pairwiseNearest';
import { patchConv } from './patchConv';
import { pickMatched } from './pickMatched';
import { pixelEntropy } from './pixelEntropy';
import { renderViews } from './renderViews';
import { residual } from './residual';

/** Every op, by its name: what the backends' tables of kernels must answer for. */
export const OPS = {
  adamwAll,
  batchNorm,
  bestMatches,
  collapseMeasures,
  conv2d,
  convnextBlock,
  criterionTerms,
  crossEntropy,
  depthwiseConv,
  larsAll,
  layerNorm,
  linear,
  lossScale,
  mapAndMean,
  matchWeights,
  maxPool,
  meanCells,
  pairwiseNearest,
  patchConv,
  pickMatched,
  pixelEntropy,
  renderViews,
  residual,
} as const;

/** Does not compile where an op is not listed under its own name. */
OPS satisfies { readonly [N in keyof typeof OPS]: { readonly name: N } };
