import type { OPS } from '../../ops';
import { COMPOSED, provideKernels, type Kernels } from '../../ops/kernels';
import { currentBackend, type BackendView } from '../backendView';
import { inCall, type TiledCall } from '../tilings/chooseTiling';
import { adamwAllKernels } from './adamw';
import { batchNormKernels } from './batchNorm';
import { bestMatchesKernels } from './bestMatches';
import { collapseMeasuresKernels } from './collapseMeasures';
import { conv2dKernels } from './conv2d';
import { convnextBlockKernels } from './convnextBlock';
import { criterionTermsKernels } from './criterionTerms';
import { crossEntropyKernels } from './crossEntropy';
import { depthwiseConvKernels } from './depthwiseConv';
import { registerHalfAdd } from './halfAdd';
import { onFloatData } from './kernel';
import { larsAllKernels } from './lars';
import { layerNormKernels } from './layerNorm';
import { linearKernels } from './linear';
import { lossScaleKernels } from './lossScale';
import { mapAndMeanKernels } from './mapAndMean';
import { matchWeightsKernels } from './matchWeights';
import { maxPoolKernels } from './maxPool';
import { meanCellsKernels } from './meanCells';
import { pairwiseNearestKernels } from './pairwiseNearest';
import { patchConvKernels } from './patchConv';
import { renderViewsKernels } from './renderViews';
import { addHalves, residualKernels } from './residual';

/** How the GPU runs every op. */
export const WEBGPU_KERNELS = {
  adamwAll: adamwAllKernels,
  batchNorm: batchNormKernels,
  bestMatches: bestMatchesKernels,
  collapseMeasures: collapseMeasuresKernels,
  conv2d: conv2dKernels,
  convnextBlock: convnextBlockKernels,
  criterionTerms: criterionTermsKernels,
  crossEntropy: crossEntropyKernels,
  depthwiseConv: depthwiseConvKernels,
  larsAll: larsAllKernels,
  layerNorm: layerNormKernels,
  linear: linearKernels,
  lossScale: lossScaleKernels,
  mapAndMean: mapAndMeanKernels,
  matchWeights: matchWeightsKernels,
  maxPool: maxPoolKernels,
  meanCells: meanCellsKernels,
  pairwiseNearest: pairwiseNearestKernels,
  patchConv: patchConvKernels,
  pickMatched: COMPOSED,
  pixelEntropy: COMPOSED,
  renderViews: renderViewsKernels,
  residual: residualKernels,
} satisfies Kernels<typeof OPS, BackendView>;

/** Gives tfjs's backend `webgpu` our kernels; calling it again changes nothing. */
export function registerGpuKernels(): void {
  registerHalfAdd(addHalves);
  provideKernels<BackendView>('webgpu', WEBGPU_KERNELS, (kernel, inputs, ...rest) => {
    const backend = currentBackend();
    return onFloatData(backend, inputs, (floats) => {
      const run: TiledCall['run'] = (other, given) => kernel(other, given, ...rest);
      return inCall(backend, { run, inputs: floats }, () => kernel(backend, floats, ...rest));
    });
  });
}
