import { registerGpuKernels } from '../../gpu/kernels';
import { registerCells } from './cells';
import { registerConvolution } from './convolution';
import { registerDepthwiseConv } from './depthwiseConv';
import { registerLinear } from './linear';
import { registerMaxPool } from './maxPool';
import { registerNorms } from './norms';
import { registerOptimizers } from './optimizers';
import { registerPixelEntropy } from './pixelEntropy';
import { registerRenderViews } from './renderViews';

const REGISTRATIONS: readonly (() => void)[] = [
  registerCells,
  registerConvolution,
  registerDepthwiseConv,
  registerLinear,
  registerMaxPool,
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
}
