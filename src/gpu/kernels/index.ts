import { registerAdamW } from './adamw';
import { registerBatchNorm } from './batchNorm';
import { registerBestMatches } from './bestMatches';
import { registerCombineTerms } from './combineTerms';
import { registerConv2d } from './conv2d';
import { registerCrossEntropy } from './crossEntropy';
import { registerDepthwiseConv } from './depthwiseConv';
import { registerMatchTerms } from './matchTerms';
import { registerMatchWeights } from './matchWeights';
import { registerLars } from './lars';
import { registerLayerNorm } from './layerNorm';
import { registerLinear } from './linear';
import { registerLossScale } from './lossScale';
import { registerMaxPool } from './maxPool';
import { registerMeanCells } from './meanCells';
import { registerNearest } from './nearest';
import { registerPatchConv } from './patchConv';
import { registerRenderViews } from './renderViews';
import { registerResidual } from './residual';
import { registerSpread } from './spread';
import { registerViewTerms } from './viewTerms';

const REGISTRATIONS: readonly (() => void)[] = [
  registerAdamW,
  registerBatchNorm,
  registerBestMatches,
  registerCombineTerms,
  registerConv2d,
  registerCrossEntropy,
  registerDepthwiseConv,
  registerMatchTerms,
  registerMatchWeights,
  registerLars,
  registerLayerNorm,
  registerLinear,
  registerLossScale,
  registerMaxPool,
  registerMeanCells,
  registerNearest,
  registerPatchConv,
  registerRenderViews,
  registerResidual,
  registerSpread,
  registerViewTerms,
];

/**
 * Registers our WebGPU kernels and their gradients with tfjs. From then on the fused ops of `ops/` run on them
 * wherever tfjs's `webgpu` backend is the current one. Calling it again changes nothing.
 */
export function registerGpuKernels(): void {
  for (const register of REGISTRATIONS) register();
}
