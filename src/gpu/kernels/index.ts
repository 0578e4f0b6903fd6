import type { OPS } from '../../ops';
import { COMPOSED, provideKernels, type Kernels } from '../../ops/kernels';
import { currentBackend, type BackendView } from '../backendView';
import { registerHalfAdd } from './halfAdd';
import { registerBestMatches } from './bestMatches';
import { registerCombineTerms } from './combineTerms';
import { registerMatchTerms } from './matchTerms';
import { registerMatchWeights } from './matchWeights';
import { registerNearest } from './nearest';
import { adamwAllKernels } from './adamw';
import { batchNormKernels } from './batchNorm';
import { conv2dKernels } from './conv2d';
import { crossEntropyKernels } from './crossEntropy';
import { depthwiseConvKernels } from './depthwiseConv';
import { larsAllKernels } from './lars';
import { linearKernels } from './linear';
import { lossScaleKernels } from './lossScale';
import { meanCellsKernels } from './meanCells';
import { patchConvKernels } from './patchConv';
import { renderViewsKernels } from './renderViews';
import { layerNormKernels } from './layerNorm';
import { maxPoolKernels } from './maxPool';
import { onFloatData } from './register';
import { addHalves, residualKernels } from './residual';
import { registerSpread } from './spread';
import { registerViewTerms } from './viewTerms';

/** How the GPU runs every op. */
export const WEBGPU_KERNELS = {
  adamwAll: adamwAllKernels,
  batchNorm: batchNormKernels,
  conv2d: conv2dKernels,
  crossEntropy: crossEntropyKernels,
  depthwiseConv: depthwiseConvKernels,
  larsAll: larsAllKernels,
  layerNorm: layerNormKernels,
  linear: linearKernels,
  lossScale: lossScaleKernels,
  maxPool: maxPoolKernels,
  meanCells: meanCellsKernels,
  patchConv: patchConvKernels,
  pixelEntropy: COMPOSED,
  renderViews: renderViewsKernels,
  residual: residualKernels,
} satisfies Kernels<typeof OPS, BackendView>;

const REGISTRATIONS: readonly (() => void)[] = [
  registerBestMatches,
  registerCombineTerms,
  registerMatchTerms,
  registerMatchWeights,
  registerNearest,
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
  provideKernels<BackendView>('webgpu', WEBGPU_KERNELS, (kernel, inputs, ...rest) => {
    const backend = currentBackend();
    return onFloatData(backend, inputs, (floats) => kernel(backend, floats, ...rest));
  });
}
