import type { OPS } from '../../ops';
import { provideKernels, type Kernels } from '../../ops/kernels';
import { currentBackend, type BackendView } from '../backendView';
import { registerHalfAdd } from './halfAdd';
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
import { registerLinear } from './linear';
import { registerLossScale } from './lossScale';
import { registerMeanCells } from './meanCells';
import { registerNearest } from './nearest';
import { registerPatchConv } from './patchConv';
import { registerRenderViews } from './renderViews';
import { layerNormKernels } from './layerNorm';
import { maxPoolKernels } from './maxPool';
import { onFloatData } from './register';
import { addHalves, residualKernels } from './residual';
import { registerSpread } from './spread';
import { registerViewTerms } from './viewTerms';

/** How the GPU runs every op. */
const KERNELS = {
  layerNorm: layerNormKernels,
  maxPool: maxPoolKernels,
  residual: residualKernels,
} satisfies Kernels<typeof OPS, BackendView>;

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
  registerLinear,
  registerLossScale,
  registerMeanCells,
  registerNearest,
  registerPatchConv,
  registerRenderViews,
  registerSpread,
  registerViewTerms,
];

/**
 * Registers our WebGPU kernels and their gradients with tfjs. From then on the fused ops of `ops/` run on them
 * wherever tfjs's `webgpu` backend is the current one. Calling it again changes nothing.
 */
export function registerGpuKernels(): void {
  for (const register of REGISTRATIONS) register();
  registerHalfAdd(addHalves);
  provideKernels<BackendView>('webgpu', KERNELS, (kernel, inputs, ...rest) => {
    const backend = currentBackend();
    return onFloatData(backend, inputs, (floats) => kernel(backend, floats, ...rest));
  });
}
