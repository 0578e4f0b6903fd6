import type { OPS } from '../../ops';
import { COMPOSED, provideKernels, type Kernels } from '../../ops/kernels';
import { currentBackend, type BackendView } from '../backendView';
import { registerHalfAdd } from './halfAdd';
import { bestMatchesKernels } from './bestMatches';
import { combineTermsKernels } from './combineTerms';
import { matchTermsKernels } from './matchTerms';
import { matchWeightsKernels } from './matchWeights';
import { pairwiseNearestKernels } from './pairwiseNearest';
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
import { collapseMeasuresKernels } from './collapseMeasures';
import { viewTermsKernels } from './viewTerms';

/** How the GPU runs every op. */
export const WEBGPU_KERNELS = {
  adamwAll: adamwAllKernels,
  batchNorm: batchNormKernels,
  bestMatches: bestMatchesKernels,
  collapseMeasures: collapseMeasuresKernels,
  combineTerms: combineTermsKernels,
  conv2d: conv2dKernels,
  crossEntropy: crossEntropyKernels,
  depthwiseConv: depthwiseConvKernels,
  larsAll: larsAllKernels,
  layerNorm: layerNormKernels,
  linear: linearKernels,
  lossScale: lossScaleKernels,
  matchTerms: matchTermsKernels,
  matchWeights: matchWeightsKernels,
  maxPool: maxPoolKernels,
  meanCells: meanCellsKernels,
  pairwiseNearest: pairwiseNearestKernels,
  patchConv: patchConvKernels,
  pixelEntropy: COMPOSED,
  renderViews: renderViewsKernels,
  residual: residualKernels,
  viewTerms: viewTermsKernels,
} satisfies Kernels<typeof OPS, BackendView>;

/**
 * Registers our WebGPU kernels and their gradients with tfjs. From then on the fused ops of `ops/` run on them
 * wherever tfjs's `webgpu` backend is the current one. Calling it again changes nothing.
 */
export function registerGpuKernels(): void {
  registerHalfAdd(addHalves);
  provideKernels<BackendView>('webgpu', WEBGPU_KERNELS, (kernel, inputs, ...rest) => {
    const backend = currentBackend();
    return onFloatData(backend, inputs, (floats) => kernel(backend, floats, ...rest));
  });
}
