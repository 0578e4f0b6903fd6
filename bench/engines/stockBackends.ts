import * as tf from '@tensorflow/tfjs-core';

/** tfjs's own backends, as they come: none of our kernels is registered on them. */
const LOADERS = {
  webgpu: () => import('@tensorflow/tfjs-backend-webgpu'),
  webgl: () => import('@tensorflow/tfjs-backend-webgl'),
  wasm: async () => {
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    const { PAGE_FILES } = await import('../../src/wasm/pageFiles');
    setWasmPaths(PAGE_FILES);
  },
} as const satisfies Readonly<Record<string, () => Promise<unknown>>>;

export type StockBackend = keyof typeof LOADERS;

/** @throws Error where the machine has no such backend. */
export async function openStockBackend(backend: StockBackend): Promise<void> {
  await LOADERS[backend]();
  if (!(await tf.setBackend(backend))) throw new Error(`tfjs has no backend '${backend}' here.`);
  await tf.ready();
}
