import * as tf from '@tensorflow/tfjs-core';
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { Failure } from '../failure';
import { viewBackend } from './backendView';
import type { Computer } from '../compute/computer';
import { EAGER } from '../compute/eager';
import { registerWasmKernels } from './kernels';
import { startPrograms, stopPrograms } from './program';
import { hasRelaxedSimd } from './relaxedSimd';
import { onHeapShapes } from './shapes';
import { replaceStockKernels } from './stock';

/** @file Opens the processor: tfjs's backend `wasm` with our kernels. */

/** Addresses of the binaries of tfjs's backend by their names, or the folder where they lie. */
export type WasmFiles = Parameters<typeof setWasmPaths>[0];

export interface ProcessorOptions {
  /** False takes the build without relaxed SIMD even where the engine has it. */
  readonly relaxed?: boolean;
}

/** Bytes that WebAssembly can address. */
const ADDRESSABLE = 2 ** 32 - 2 ** 16;

/**
 * Makes the processor tfjs's backend, always with SIMD, and with a thread for each of up to eight cores where memory can
 * be shared: on cross-origin isolated pages. Results are the same with any number of threads. Where there is relaxed SIMD,
 * multiplication and addition are fused: faster, and rounded once instead of twice, so the device has another name.
 *
 * @throws Failure `no_simd` where WebAssembly has no SIMD; `internal` when it does not start.
 */
export async function openProcessor(
  files: WasmFiles,
  { relaxed = hasRelaxedSimd() }: ProcessorOptions = {},
): Promise<Computer> {
  if (!(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')))
    throw new Failure({
      code: 'no_simd',
      message: 'WebAssembly has no SIMD here.',
      doing: 'opening the processor',
      remedy: 'Update the browser: all have it since 2023.',
    });
  setWasmPaths(files);
  // Our kernels have threads of their own, and those of tfjs would compete with them.
  setThreadsCount(1);
  registerWasmKernels();
  replaceStockKernels();
  if (!(await started()))
    throw new Failure({
      code: 'internal',
      message: 'The WebAssembly backend did not start.',
      doing: 'opening the processor',
      remedy: 'Reload the page; when it fails again, the server may not serve all of its files.',
    });
  const backend = viewBackend(tf.backend());
  const threads = await startPrograms(backend, relaxed);
  return {
    ...EAGER,
    summary: {
      backend: 'wasm',
      name: nameOf(relaxed, threads),
      software: true,
      threads,
      features: relaxed ? ['simd', 'relaxed-simd'] : ['simd'],
      maxBufferSize: ADDRESSABLE,
      maxStorageBufferBindingSize: ADDRESSABLE,
      maxMemory: ADDRESSABLE,
    },
    bytesInUse: () => tf.memory().numBytes,
    dryRun: onHeapShapes,
    close: () => stopPrograms(backend),
  };
}

/** What runs are told apart by; FMA stands for fused multiply-adds. */
function nameOf(relaxed: boolean, threads: number): string {
  const processor = relaxed ? 'Processor (FMA)' : 'Processor';
  return threads === 1 ? processor : `${processor}, ${threads} threads`;
}

async function started(): Promise<boolean> {
  try {
    return await tf.setBackend('wasm');
  } catch {
    return false;
  }
}
