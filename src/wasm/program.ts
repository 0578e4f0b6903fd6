import { util, type TensorInfo } from '@tensorflow/tfjs-core';
import { plain, shared } from './assembly/index.ts?assembly';
import { addressOf, hasValues, memoryOf, type BackendView } from './backendView';
import { Pool } from './pool';

/** Names of the exports of `assembly/index.ts`. */
const PROGRAMS = [
  'activationGradient',
  'adamw',
  'batchMatmul',
  'batchNorm',
  'batchNormGradients',
  'batchStatistics',
  'columnSums',
  'compare',
  'copyValues',
  'depthwiseConv',
  'depthwiseFilterGradient',
  'fold',
  'lars',
  'larsRatio',
  'layerNorm',
  'layerNormInputGradient',
  'layerNormParameterGradients',
  'linear',
  'matmul',
  'maxPool',
  'maxPoolGradient',
  'meanCells',
  'meanCellsGradient',
  'multiplyAdds',
  'padMaps',
  'paddedMapBytes',
  'pixelEntropy',
  'productSums',
  'repeat',
  'residual',
  'transpose',
  'transposeEach',
  'unfold',
] as const;
export type ProgramName = (typeof PROGRAMS)[number];

/** A tensor stands for its address, and an absent one for 0. */
export type Argument = number | TensorInfo | undefined;

type Exports = Readonly<Record<ProgramName, (...values: number[]) => number>>;

/** Our programs on the memory of one backend. */
interface Programs {
  readonly module: WebAssembly.Module;
  readonly exports: Exports;
  /** Where several threads work on that memory. */
  pool?: Pool;
}

/** Values of all tensors of a call from which on it is worth waking the other threads. */
const SHARED_WORK = 2 ** 15;

const loaded = new WeakMap<object, Programs>();

function programsFor(backend: BackendView): Programs {
  let programs = loaded.get(backend);
  if (programs === undefined) {
    programs = hasValues(backend) ? programsOn(memoryOf(backend), isShared(backend)) : sizesOnly();
    loaded.set(backend, programs);
  }
  return programs;
}

function programsOn(memory: WebAssembly.Memory, isMemoryShared: boolean): Programs {
  const module = new WebAssembly.Module(bytesOf(isMemoryShared ? shared : plain));
  const exports = new WebAssembly.Instance(module, { env: { memory } }).exports as Exports;
  return { module, exports };
}

/** Programs that do nothing; what tells how much room something needs does. */
function sizesOnly(): Programs {
  const { module, exports } = programsOn(new WebAssembly.Memory({ initial: 1 }), false);
  const { paddedMapBytes } = exports;
  const none = Object.fromEntries(PROGRAMS.map((name) => [name, () => 0])) as Exports;
  return { module, exports: { ...none, paddedMapBytes } };
}

function isShared(backend: BackendView): boolean {
  return typeof SharedArrayBuffer !== 'undefined' && memoryOf(backend).buffer instanceof SharedArrayBuffer;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/**
 * Starts the threads that share the work, where the backend's memory can be shared.
 * @returns how many work from now on, the caller's included.
 */
export async function startThreads(backend: BackendView): Promise<number> {
  if (!isShared(backend)) return 1;
  const programs = programsFor(backend);
  programs.pool = await Pool.start(programs.module, memoryOf(backend), PROGRAMS);
  return programs.pool.threads;
}

export function stopThreads(backend: BackendView): void {
  loaded.get(backend)?.pool?.close();
  loaded.delete(backend);
}

/** Runs a program that does all of its work at once; its result, if it has one. */
export function call(backend: BackendView, name: ProgramName, ...values: readonly Argument[]): number {
  return programsFor(backend).exports[name](...values.map((value) => numberOf(backend, value)));
}

/**
 * Runs a program whose last arguments, beyond `values`, are the first of `items` and the one after the last; in shares,
 * where there are threads and the tensors are large.
 */
export function callOn(
  backend: BackendView,
  name: ProgramName,
  items: number,
  ...values: readonly Argument[]
): void {
  const { exports, pool } = programsFor(backend);
  const numbers = values.map((value) => numberOf(backend, value));
  const own = (begin: number, end: number): void => void exports[name](...numbers, begin, end);
  if (pool === undefined || work(values) < SHARED_WORK) own(0, items);
  else pool.run(name, numbers, items, own);
}

function work(values: readonly Argument[]): number {
  let size = 0;
  for (const value of values) if (typeof value === 'object') size += util.sizeFromShape(value.shape);
  return size;
}

function numberOf(backend: BackendView, value: Argument): number {
  if (typeof value === 'number') return value;
  return value === undefined ? 0 : addressOf(backend, value);
}
