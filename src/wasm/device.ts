import * as tf from '@tensorflow/tfjs-core';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { Failure } from '../failure';
import type { DeviceSummary } from '../gpu/deviceSummary';
import { registerWasmKernels } from './kernels';
import { replaceStockKernels } from './stock';

/** @file Opens the processor as a device: tfjs's backend `wasm` with our kernels. */

/** Addresses of the binaries of tfjs's backend by their names. */
export type WasmFiles = Parameters<typeof setWasmPaths>[0];

export interface OpenWasm {
  readonly summary: DeviceSummary;
  /** Bytes of all tensors. */
  bytesInUse(): number;
  close(): void;
}

/** Bytes that WebAssembly can address: no tensor can be larger, and all of them together cannot either. */
const ADDRESSABLE = 2 ** 32 - 2 ** 16;

/**
 * Makes the processor tfjs's backend.
 * @throws Failure `internal` when WebAssembly does not start.
 */
export async function openWasm({ files }: { readonly files: WasmFiles }): Promise<OpenWasm> {
  setWasmPaths(files);
  registerWasmKernels();
  replaceStockKernels();
  if (!(await tf.setBackend('wasm')))
    throw new Failure({
      code: 'internal',
      message: 'The WebAssembly backend did not start.',
      doing: 'opening the processor',
      remedy: 'Reload the page; when it fails again, the server may not serve all of its files.',
    });
  return {
    summary: {
      backend: 'wasm',
      name: 'Processor',
      software: true,
      features: [],
      maxBufferSize: ADDRESSABLE,
      maxStorageBufferBindingSize: ADDRESSABLE,
    },
    bytesInUse: () => tf.memory().numBytes,
    close: () => undefined,
  };
}
