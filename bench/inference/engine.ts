import type { BackboneName } from '../../src/config/backbones';

/** The networks of `bench -- inference`, by the names that the reference gives them. */
export const INFERENCE_NETWORKS = ['resnet50', 'convnext_small'] as const satisfies readonly BackboneName[];
export type InferenceNetwork = (typeof INFERENCE_NETWORKS)[number];

/** What each engine is, ours first, for the reader of a table. */
export const INFERENCE_NOTES = {
  'ours-wasm': 'this project on the processor, one thread',
  'ours-wasm-threads': 'the same on a page that may share memory among threads',
  'ours-webgpu': 'this project on WebGPU',
  'tfjs-wasm': 'our export as a graph model in stock @tensorflow/tfjs, WebAssembly, one thread',
  'tfjs-webgpu': 'the same in its WebGPU backend',
  'onnx-wasm': 'our ONNX export in onnxruntime-web, WebAssembly, one thread',
  'onnx-wasm-threads': 'the same with a thread for each core',
  pytorch: 'our .pth in plain PyTorch modules on the processor, one thread',
  'pytorch-threads': 'the same with a thread for each core',
} as const;

export type InferenceEngineName = keyof typeof INFERENCE_NOTES;
export const INFERENCE_ENGINES = Object.keys(INFERENCE_NOTES) as readonly InferenceEngineName[];
/** Those that run in a page or a process with a GPU; the others are programs of their own. */
export type RoomEngineName = Exclude<InferenceEngineName, 'pytorch' | 'pytorch-threads'>;

/** A network that is open. */
export interface InferenceEngine {
  /** The representations of the work's images, `[batch, C]`, when they are back on the processor. */
  embed(): Promise<Float32Array>;
}

/** What an engine took. */
export interface InferenceCost {
  /** Of each pass over the images, in turn. */
  readonly milliseconds: readonly number[];
  /** `[batch, C]`: the same in all engines. */
  readonly representation: readonly number[];
}
