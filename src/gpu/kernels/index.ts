import { registerAdamW } from './adamw';
import { registerAttraction } from './attraction';
import { registerBatchNorm } from './batchNorm';
import { registerBestMatches } from './bestMatches';
import { registerCombineTerms } from './combineTerms';
import { registerCovariancePenalty } from './covariancePenalty';
import { registerGatherCells } from './gatherCells';
import { registerNearest } from './nearest';
import { registerVarianceHinge } from './varianceHinge';
import { registerLars } from './lars';
import { registerDepthwiseConv } from './depthwiseConv';
import { registerLayerNorm } from './layerNorm';
import { registerLinear } from './linear';
import { registerMeanCells } from './meanCells';
import { registerPatchConv } from './patchConv';
import { registerResidual } from './residual';
import { registerRenderViews } from './renderViews';

const REGISTRATIONS: readonly (() => void)[] = [
  registerRenderViews,
  registerAdamW,
  registerAttraction,
  registerBestMatches,
  registerCombineTerms,
  registerCovariancePenalty,
  registerGatherCells,
  registerNearest,
  registerVarianceHinge,
  registerLars,
  registerLayerNorm,
  registerMeanCells,
  registerPatchConv,
  registerResidual,
  registerBatchNorm,
  registerDepthwiseConv,
  registerLinear,
];

/**
 * Registers our WebGPU kernels and their gradients with tfjs. From then on the fused ops of `gpu/ops` run on them
 * wherever tfjs's `webgpu` backend is the current one. Calling it again changes nothing.
 */
export function registerGpuKernels(): void {
  for (const register of REGISTRATIONS) register();
}
