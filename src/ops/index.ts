import { adamwAll } from './adamwAll';
import { batchNorm } from './batchNorm';
import { conv2d } from './conv2d';
import { crossEntropy } from './crossEntropy';
import { depthwiseConv } from './depthwiseConv';
import { larsAll } from './larsAll';
import { layerNorm } from './layerNorm';
import { linear } from './linear';
import { lossScale } from './lossScale';
import { maxPool } from './maxPool';
import { meanCells } from './meanCells';
import { patchConv } from './patchConv';
import { pixelEntropy } from './pixelEntropy';
import { renderViews } from './renderViews';
import { residual } from './residual';

/** Every op, by its name: what the backends' tables of kernels must answer for. */
export const OPS = {
  adamwAll,
  batchNorm,
  conv2d,
  crossEntropy,
  depthwiseConv,
  larsAll,
  layerNorm,
  linear,
  lossScale,
  maxPool,
  meanCells,
  patchConv,
  pixelEntropy,
  renderViews,
  residual,
} as const;

/** Does not compile where an op is not listed under its own name. */
OPS satisfies { readonly [N in keyof typeof OPS]: { readonly name: N } };
