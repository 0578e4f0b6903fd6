import { backend as tfjsBackend } from '@tensorflow/tfjs-core';
import type { OPS } from '../../ops';
import { COMPOSED, provideKernels, type Kernels } from '../../ops/kernels';
import { viewBackend, type BackendView } from '../backendView';
import { batchNormKernels } from './batchNorm';
import { bestMatchesKernels } from './bestMatches';
import { conv2dKernels, patchConvKernels } from './convolution';
import { depthwiseConvKernels } from './depthwiseConv';
import { layerNormKernels } from './layerNorm';
import { linearKernels } from './linear';
import { maxPoolKernels } from './maxPool';
import { meanCellsKernels } from './meanCells';
import { adamwAllKernels, larsAllKernels } from './optimizers';
import { pairwiseNearestKernels } from './pairwiseNearest';
import { pickMatchedKernels } from './pickMatched';
import { pixelEntropyKernels } from './pixelEntropy';
import { renderViewsKernels } from './renderViews';
import { residualKernels } from './residual';

/** How the processor runs every op. */
export const WASM_KERNELS = {
  adamwAll: adamwAllKernels,
  batchNorm: batchNormKernels,
  bestMatches: bestMatchesKernels,
  collapseMeasures: COMPOSED,
  conv2d: conv2dKernels,
  // Of ops that have kernels here.
  convnextBlock: COMPOSED,
  criterionTerms: COMPOSED,
  crossEntropy: COMPOSED,
  depthwiseConv: depthwiseConvKernels,
  larsAll: larsAllKernels,
  layerNorm: layerNormKernels,
  linear: linearKernels,
  lossScale: COMPOSED,
  // Of a kernel and of tfjs's sum of gradients.
  mapAndMean: COMPOSED,
  matchWeights: COMPOSED,
  maxPool: maxPoolKernels,
  meanCells: meanCellsKernels,
  pairwiseNearest: pairwiseNearestKernels,
  patchConv: patchConvKernels,
  pickMatched: pickMatchedKernels,
  pixelEntropy: pixelEntropyKernels,
  renderViews: renderViewsKernels,
  residual: residualKernels,
} satisfies Kernels<typeof OPS, BackendView>;

/** Gives tfjs's backend `wasm` our kernels. */
export function registerWasmKernels(): void {
  provideKernels<BackendView>('wasm', WASM_KERNELS, (kernel, ...call) =>
    kernel(viewBackend(tfjsBackend()), ...call),
  );
}
