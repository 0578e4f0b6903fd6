import type { OPS } from '..';
import { adamwAllCases } from './adamwAll';
import { batchNormCases } from './batchNorm';
import { bestMatchesCases } from './bestMatches';
import { collapseMeasuresCases } from './collapseMeasures';
import { conv2dCases } from './conv2d';
import { convnextBlockCases } from './convnextBlock';
import { criterionTermsCases } from './criterionTerms';
import { crossEntropyCases } from './crossEntropy';
import { depthwiseConvCases } from './depthwiseConv';
import { larsAllCases } from './larsAll';
import { layerNormCases } from './layerNorm';
import { linearCases } from './linear';
import { lossScaleCases } from './lossScale';
import { mapAndMeanCases } from './mapAndMean';
import { matchWeightsCases } from './matchWeights';
import { maxPoolCases } from './maxPool';
import { meanCellsCases } from './meanCells';
import type { OpCases } from './opCases';
import { pairwiseNearestCases } from './pairwiseNearest';
import { patchConvCases } from './patchConv';
import { pickMatchedCases } from './pickMatched';
import { pixelEntropyCases } from './pixelEntropy';
import { renderViewsCases } from './renderViews';
import { residualCases } from './residual';

/** The cases of every op; those of one that is missing are a type error. */
export const CASES = {
  adamwAll: adamwAllCases,
  batchNorm: batchNormCases,
  bestMatches: bestMatchesCases,
  collapseMeasures: collapseMeasuresCases,
  conv2d: conv2dCases,
  convnextBlock: convnextBlockCases,
  criterionTerms: criterionTermsCases,
  crossEntropy: crossEntropyCases,
  depthwiseConv: depthwiseConvCases,
  larsAll: larsAllCases,
  layerNorm: layerNormCases,
  linear: linearCases,
  lossScale: lossScaleCases,
  mapAndMean: mapAndMeanCases,
  matchWeights: matchWeightsCases,
  maxPool: maxPoolCases,
  meanCells: meanCellsCases,
  pairwiseNearest: pairwiseNearestCases,
  patchConv: patchConvCases,
  pickMatched: pickMatchedCases,
  pixelEntropy: pixelEntropyCases,
  renderViews: renderViewsCases,
  residual: residualCases,
} satisfies Readonly<Record<keyof typeof OPS, OpCases>>;
