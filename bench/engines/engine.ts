import type { GpuCounts } from '../measure/gpuProbe';
import type { StepEngine } from '../../src/device/measure/stepEngine';
import type { WorkloadOptions } from '../../src/device/measure/workloads';

/** The engines of `bench -- step`, ours first. */
export const ENGINES = [
  'ours',
  'ours-mixed',
  'playground',
  'playground-sent',
  'tfjs-webgpu',
  'tfjs-webgl',
  'jax-webgpu',
  'ours-wasm',
  'ours-wasm-plain',
  'wasm',
  'jax-wasm',
  'ours-wasm-threads',
  'jax-wasm-threads',
] as const;
export type EngineName = (typeof ENGINES)[number];

/** What each engine is, for the reader of a table. */
export const ENGINE_NOTES: Readonly<Record<EngineName, string>> = {
  ours: 'this project: fused kernels, recorded and replayed',
  'ours-mixed': 'the same in mixed precision, with loss scaling',
  playground: 'this project with view rendering and all measures, as the page runs it',
  'playground-sent': 'playground on images that do not lie on the device: each step is sent its own',
  'tfjs-webgpu': 'stock @tensorflow/tfjs WebGPU backend, tf.variableGrads',
  'tfjs-webgl': 'stock @tensorflow/tfjs WebGL backend, tf.variableGrads',
  'jax-webgpu': '@jax-js/jax, WebGPU, jit of the whole step',
  'ours-wasm': 'this project where there is no WebGPU: our kernels on the WebAssembly backend',
  'ours-wasm-plain': 'ours-wasm in an engine without relaxed SIMD',
  wasm: 'stock @tensorflow/tfjs WebAssembly backend, tf.variableGrads',
  'jax-wasm': '@jax-js/jax, WebAssembly, jit of the whole step',
  'ours-wasm-threads': 'ours-wasm on a page that may share memory among threads',
  'jax-wasm-threads': 'jax-wasm on such a page',
};

/** Engines that use threads where they find shared memory, and shall find it. */
export const THREADED_ENGINES: readonly EngineName[] = ['ours-wasm-threads', 'jax-wasm-threads'];

/** One training step as it was measured. */
export interface StepTiming {
  /** The criterion before the step's update. */
  readonly loss: number;
  /** From the call until the loss is read back, with the GPU idle before and after. */
  readonly milliseconds: number;
  /** Of these, until the call came back from handing its work over. */
  readonly jsMilliseconds: number;
  readonly counts: GpuCounts;
}

export interface Engine extends StepEngine {
  /** Bytes that the engine counts itself, where WebGPU's buffers do not tell. */
  readonly ownBytes?: () => number;
}

export type OpenEngine = (workload: WorkloadOptions) => Promise<Engine>;
