import type { TensorInfo } from '@tensorflow/tfjs-core';
import { plain, shared } from './assembly/index.ts?assembly';
import { addressOf, memoryOf, type BackendView } from './backendView';

/** Names of the exports of `assembly/index.ts`. */
export type ProgramName =
  | 'activationGradient'
  | 'adamw'
  | 'batchMatmul'
  | 'batchNorm'
  | 'batchNormGradients'
  | 'batchStatistics'
  | 'columnSums'
  | 'compare'
  | 'depthwiseConv'
  | 'depthwiseFilterGradient'
  | 'fold'
  | 'lars'
  | 'larsRatio'
  | 'layerNorm'
  | 'layerNormInputGradient'
  | 'layerNormParameterGradients'
  | 'linear'
  | 'matmul'
  | 'maxPool'
  | 'maxPoolGradient'
  | 'meanCells'
  | 'meanCellsGradient'
  | 'padMaps'
  | 'paddedMapBytes'
  | 'productSums'
  | 'repeat'
  | 'residual'
  | 'transpose'
  | 'transposeEach'
  | 'unfold';

/** A tensor stands for its address, and an absent one for 0. */
export type Argument = number | TensorInfo | undefined;

type Exports = Readonly<Record<ProgramName, (...values: number[]) => number>>;

const instances = new WeakMap<object, Exports>();

/** Our kernels on the memory of this backend. */
function exportsFor(backend: BackendView): Exports {
  let exports = instances.get(backend);
  if (exports === undefined) {
    const memory = memoryOf(backend);
    const isShared = typeof SharedArrayBuffer !== 'undefined' && memory.buffer instanceof SharedArrayBuffer;
    const module = new WebAssembly.Module(bytesOf(isShared ? shared : plain));
    exports = new WebAssembly.Instance(module, { env: { memory } }).exports as Exports;
    instances.set(backend, exports);
  }
  return exports;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** Runs a program that does all of its work at once; its result, if it has one. */
export function call(backend: BackendView, name: ProgramName, ...values: readonly Argument[]): number {
  return exportsFor(backend)[name](...values.map((value) => numberOf(backend, value)));
}

/** Runs a program whose last arguments, beyond `values`, are the first and the last of `items`. */
export function callOn(
  backend: BackendView,
  name: ProgramName,
  items: number,
  ...values: readonly Argument[]
): void {
  exportsFor(backend)[name](...values.map((value) => numberOf(backend, value)), 0, items);
}

function numberOf(backend: BackendView, value: Argument): number {
  if (typeof value === 'number') return value;
  return value === undefined ? 0 : addressOf(backend, value);
}
