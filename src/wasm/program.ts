import { util, type TensorInfo } from '@tensorflow/tfjs-core';
import { plain, shared } from './assembly/index.ts?assembly';
import { addressOf, hasValues, memoryOf, type BackendView } from './backendView';
import { Pool } from './pool';

/** Names of the exports of `assembly/index.ts`. */
const PROGRAMS = [
  'activationGradient',
  'adamw',
  'addRows',
  'batchMatmul',
  'batchNorm',
  'batchNormGradients',
  'batchStatistics',
  'columnSums',
  'compare',
  'convolve',
  'copyBlocks',
  'copyValues',
  'depthwiseConv',
  'depthwiseFilterGradient',
  'filterGradients',
  'fold',
  'gatherRows',
  'lars',
  'larsRatio',
  'layerNorm',
  'layerNormInputGradient',
  'layerNormParameterGradients',
  'layerNormReluGradient',
  'linear',
  'matmul',
  'maxPool',
  'maxPoolGradient',
  'meanCells',
  'meanCellsGradient',
  'multiplyAdds',
  'nearest',
  'nearestBytes',
  'padMaps',
  'paddedMapBytes',
  'pixelEntropy',
  'productSums',
  'renderViews',
  'repeat',
  'residual',
  'transpose',
  'transposeEach',
  'unfold',
  'viewBytes',
] as const;
export type ProgramName = (typeof PROGRAMS)[number];

/** A tensor stands for its address, and an absent one for 0. */
export type Argument = number | TensorInfo | undefined;

type Exports = Readonly<Record<ProgramName, (...values: number[]) => number>>;

/** The programs as base64 of their WebAssembly, see `assembly.d.ts`. */
interface Build {
  readonly plain: string;
  readonly shared: string;
}

/** Runs on every engine with SIMD. */
const EVERYWHERE: Build = { plain, shared };

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
    programs = hasValues(backend) ? programsOf(backend, EVERYWHERE) : sizesOnly();
    loaded.set(backend, programs);
  }
  return programs;
}

function programsOf(backend: BackendView, build: Build): Programs {
  return programsOn(memoryOf(backend), isShared(backend) ? build.shared : build.plain);
}

function programsOn(memory: WebAssembly.Memory, program: string): Programs {
  const module = new WebAssembly.Module(bytesOf(program));
  const exports = new WebAssembly.Instance(module, { env: { memory } }).exports as Exports;
  return { module, exports };
}

/** Programs that do nothing; what tells how much room something needs does. */
function sizesOnly(): Programs {
  const { module, exports } = programsOn(new WebAssembly.Memory({ initial: 1 }), EVERYWHERE.plain);
  const { nearestBytes, paddedMapBytes, viewBytes } = exports;
  const none = Object.fromEntries(PROGRAMS.map((name) => [name, () => 0])) as Exports;
  return { module, exports: { ...none, nearestBytes, paddedMapBytes, viewBytes } };
}

function isShared(backend: BackendView): boolean {
  return typeof SharedArrayBuffer !== 'undefined' && memoryOf(backend).buffer instanceof SharedArrayBuffer;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/**
 * Takes one build of the programs for a backend, and starts the threads that share the work, where its memory can be shared.
 *
 * @param isRelaxed takes the build for relaxed SIMD, which the engine must have. Its results are rounded differently.
 * @returns how many threads work from now on, the caller's included.
 */
export async function startPrograms(backend: BackendView, isRelaxed: boolean): Promise<number> {
  stopPrograms(backend);
  const build = isRelaxed ? await import('./assembly/index.ts?assembly=relaxed') : EVERYWHERE;
  const programs = programsOf(backend, build);
  loaded.set(backend, programs);
  if (!isShared(backend)) return 1;
  programs.pool = await Pool.start(programs.module, memoryOf(backend), PROGRAMS);
  return programs.pool.threads;
}

/** Ends the threads. */
export function stopPrograms(backend: BackendView): void {
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
  runShared(backend, name, items, values);
}

/** `callOn` with one share for each thread: of programs that read all of an operand for each share, however small it is. */
export function callInFewShares(
  backend: BackendView,
  name: ProgramName,
  items: number,
  ...values: readonly Argument[]
): void {
  runShared(backend, name, items, values, 1);
}

function runShared(
  backend: BackendView,
  name: ProgramName,
  items: number,
  values: readonly Argument[],
  sharesPerThread?: number,
): void {
  const { exports, pool } = programsFor(backend);
  const numbers = values.map((value) => numberOf(backend, value));
  const own = (begin: number, end: number): void => void exports[name](...numbers, begin, end);
  if (pool === undefined || work(values) < SHARED_WORK) own(0, items);
  else pool.run(name, numbers, items, own, sharesPerThread);
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
