import * as tf from '@tensorflow/tfjs-core';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import type { WasmFiles } from './processor';

/**
 * Makes tfjs's WebAssembly backend current as it comes, with its own kernels and threads, to be compared with.
 * @throws Error where it does not start.
 */
export async function openStockProcessor(files: WasmFiles): Promise<void> {
  setWasmPaths(files);
  if (!(await tf.setBackend('wasm'))) throw new Error('tfjs has no backend “wasm” here.');
}
