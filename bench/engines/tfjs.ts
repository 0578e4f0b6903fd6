import * as tf from '@tensorflow/tfjs-core';
import { openStockStep } from '../../src/device/measure/stockStep';
import { workloadConfig } from '../../src/device/measure/workloads';
import type { OpenEngine } from './engine';
import { openStockBackend, type StockBackend } from './stockBackends';

/** @file tfjs with its stock kernels. */

export const openTfjsWebgpu = openTfjs('webgpu');
export const openTfjsWebgl = openTfjs('webgl');
export const openWasm = openTfjs('wasm');

function openTfjs(backend: StockBackend): OpenEngine {
  return async (workload) => {
    await openStockBackend(backend);
    const engine = await openStockStep(workloadConfig(workload));
    return backend === 'webgpu' ? engine : { ...engine, ownBytes: () => gpuBytes() ?? tf.memory().numBytes };
  };
}

/** What the WebGL backend says it holds, textures kept for reuse included. */
function gpuBytes(): number | undefined {
  return (tf.memory() as { numBytesInGPUAllocated?: number }).numBytesInGPUAllocated;
}
