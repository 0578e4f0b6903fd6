import { registerLinear } from './linear';

const REGISTRATIONS: readonly (() => void)[] = [registerLinear];

/**
 * Registers our WebGPU kernels and their gradients with tfjs. From then on the fused ops of `gpu/ops` run on them
 * wherever tfjs's `webgpu` backend is the current one. Calling it again changes nothing.
 */
export function registerGpuKernels(): void {
  for (const register of REGISTRATIONS) register();
}
