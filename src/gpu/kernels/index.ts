import { registerAttraction } from './attraction';
import { registerBestMatches } from './bestMatches';
import { registerCovariancePenalty } from './covariancePenalty';
import { registerGatherCells } from './gatherCells';
import { registerNearest } from './nearest';
import { registerVarianceHinge } from './varianceHinge';
import { registerLayerNorm } from './layerNorm';
import { registerLinear } from './linear';
import { registerMeanCells } from './meanCells';
import { registerPatchConv } from './patchConv';
import { registerResidual } from './residual';

const REGISTRATIONS: readonly (() => void)[] = [
  registerAttraction,
  registerBestMatches,
  registerCovariancePenalty,
  registerGatherCells,
  registerNearest,
  registerVarianceHinge,
  registerLayerNorm,
  registerMeanCells,
  registerPatchConv,
  registerResidual,
  registerLinear,
];

/**
 * Registers our WebGPU kernels and their gradients with tfjs. From then on the fused ops of `gpu/ops` run on them
 * wherever tfjs's `webgpu` backend is the current one. Calling it again changes nothing.
 */
export function registerGpuKernels(): void {
  for (const register of REGISTRATIONS) register();
}
