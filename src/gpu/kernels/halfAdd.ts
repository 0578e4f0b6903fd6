import {
  getKernel,
  registerKernel,
  unregisterKernel,
  util,
  type KernelConfig,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { viewBackend, type BackendView } from '../backendView';
import { isHalf } from '../halfTensors';

let registered = false;

/**
 * Lets tfjs's `Add` leave the sum of two tensors of halves in halves. tfjs adds up the gradients of a tensor that several
 * ops use, and what comes before a residual block in the backward pass would be float32 from the first sum on.
 */
export function registerHalfAdd(
  add: (backend: BackendView, a: TensorInfo, b: TensorInfo) => TensorInfo,
): void {
  const stock = getKernel('Add', 'webgpu') as KernelConfig | undefined;
  // Without tfjs's WebGPU backend, our kernels are there for the sake of their gradients.
  if (registered || stock === undefined) return;
  registered = true;
  unregisterKernel('Add', 'webgpu');
  registerKernel({
    ...stock,
    kernelFunc: (call) => {
      const { a, b } = call.inputs as { a: TensorInfo; b: TensorInfo };
      return isHalf(a) && isHalf(b) && util.arraysEqual(a.shape, b.shape)
        ? add(viewBackend(call.backend), a, b)
        : stock.kernelFunc(call);
    },
  });
}
