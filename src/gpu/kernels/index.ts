import { registerAdamW } from './adamw';
import { registerAttraction } from './attraction';
import { registerBatchNorm } from './batchNorm';
import { registerBestMatches } from './bestMatches';
import { registerCombineTerms } from './combineTerms';
import { registerConv2d } from './conv2d';
import { registerCovariancePenalty } from './covariancePenalty';
import { registerDepthwiseConv } from './depthwiseConv';
import { registerGatherCells } from './gatherCells';
import { registerLars } from './lars';
import { registerLayerNorm } from './layerNorm';
import { registerLinear } from './linear';
import { registerMaxPool } from './maxPool';
import { registerMeanCells } from './meanCells';
import { registerNearest } from './nearest';
import { registerPatchConv } from './patchConv';
import { registerRenderViews } from './renderViews';
import { registerResidual } from './residual';
import { registerVarianceHinge } from './varianceHinge';

const REGISTRATIONS: readonly (() => void)[] = [
  registerAdamW,
  registerAttraction,
  registerBatchNorm,
  registerBestMatches,
  registerCombineTerms,
  registerConv2d,
  registerCovariancePenalty,
  registerDepthwiseConv,
  registerGatherCells,
  registerLars,
  registerLayerNorm,
  registerLinear,
  registerMaxPool,
  registerMeanCells,
  registerNearest,
  registerPatchConv,
  registerRenderViews,
  registerResidual,
  registerVarianceHinge,
];

/**
 * Registers our WebGPU kernels and their gradients with tfjs. From then on the fused ops of `gpu/ops` run on them
 * wherever tfjs's `webgpu` backend is the current one. Calling it again changes nothing.
 */
export function registerGpuKernels(): void {
  for (const register of REGISTRATIONS) register();
}
