import { backend as tfjsBackend } from '@tensorflow/tfjs-core';
import { registerGpuKernels } from '../../gpu/kernels';
import type { OPS } from '../../ops';
import { provideKernels, type Kernels } from '../../ops/kernels';
import { viewBackend, type BackendView } from '../backendView';
import { registerCells } from './cells';
import { registerConvolution } from './convolution';
import { registerDepthwiseConv } from './depthwiseConv';
import { layerNormKernels } from './layerNorm';
import { maxPoolKernels } from './maxPool';
import { residualKernels } from './residual';
import { registerLinear } from './linear';
import { registerNorms } from './norms';
import { registerOptimizers } from './optimizers';
import { registerPixelEntropy } from './pixelEntropy';
import { registerRenderViews } from './renderViews';

/** How the processor runs every op. */
export const KERNELS = {
  layerNorm: layerNormKernels,
  maxPool: maxPoolKernels,
  residual: residualKernels,
} satisfies Kernels<typeof OPS, BackendView>;

const REGISTRATIONS: readonly (() => void)[] = [
  registerCells,
  registerConvolution,
  registerDepthwiseConv,
  registerLinear,
  registerNorms,
  registerOptimizers,
  registerPixelEntropy,
  registerRenderViews,
];

/**
 * Registers our kernels of tfjs's `wasm` backend. They have the names, inputs and outputs of those of WebGPU, so that
 * the gradients that are registered with these serve both. Calling it again changes nothing.
 */
export function registerWasmKernels(): void {
  registerGpuKernels();
  for (const register of REGISTRATIONS) register();
  provideKernels<BackendView>('wasm', KERNELS, (kernel, ...call) =>
    kernel(viewBackend(tfjsBackend()), ...call),
  );
}
