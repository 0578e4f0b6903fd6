import type { InferenceEngine, RoomEngineName } from './engine';
import type { InferenceWork } from './work';

/** What opens each engine; its libraries are loaded then, so that our kernels are not where stock ones are measured. */
const OPENERS: Readonly<Record<RoomEngineName, (work: InferenceWork) => Promise<InferenceEngine>>> = {
  'ours-wasm': async (work) => (await import('./ours')).openWasm(work),
  'ours-wasm-threads': async (work) => (await import('./ours')).openWasm(work),
  'ours-webgpu': async (work) => (await import('./ours')).openWebgpu(work),
  'tfjs-wasm': async (work) => (await import('./tfjs')).openTfjs('wasm', work),
  'tfjs-webgpu': async (work) => (await import('./tfjs')).openTfjs('webgpu', work),
  'onnx-wasm': async (work) => (await import('./onnx')).openOnnx(1, work),
  'onnx-wasm-threads': async (work) => (await import('./onnx')).openOnnx(navigator.hardwareConcurrency, work),
};

export async function openInference(name: RoomEngineName, work: InferenceWork): Promise<InferenceEngine> {
  return OPENERS[name](work);
}
