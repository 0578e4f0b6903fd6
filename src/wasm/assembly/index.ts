/**
 * @file Kernels of the WebAssembly backend, in AssemblyScript with SIMD. They work on the memory of tfjs's own backend;
 * `usize` arguments that name a tensor are its address. Where a kernel ends in `begin` and `end`, its work may be shared:
 * every number that it writes belongs to one share, and is computed the same way in each.
 */
export { activationGradient } from './activation';
export { batchNorm, batchNormGradients, batchStatistics } from './batchNorm';
export { meanCells, meanCellsGradient, residual } from './cells';
export { columnSums, productSums } from './columnSums';
export { compare } from './compare';
export { convolve, filterGradients } from './convolution';
export { copyBlocks } from './copyBlocks';
export { depthwiseConv, depthwiseFilterGradient, padMaps, paddedMapBytes } from './depthwise';
export {
  layerNorm,
  layerNormInputGradient,
  layerNormParameterGradients,
  layerNormReluGradient,
} from './layerNorm';
export { copyValues, multiplyAdds } from './limits';
export { linear } from './linear';
export { batchMatmul, matmul } from './matmul';
export { maxPool, maxPoolGradient } from './maxPool';
export { nearest, nearestBytes } from './nearest';
export { adamw, lars, larsRatio } from './optimizers';
export { fold, unfold } from './patches';
export { pixelEntropy } from './pixelEntropy';
export { renderViews, viewBytes } from './renderViews';
export { repeat } from './repeat';
export { addRows, gatherRows } from './rows';
export { transpose, transposeEach } from './transpose';
