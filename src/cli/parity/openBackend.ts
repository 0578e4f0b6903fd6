import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { Failure } from '../../failure';
import { openDevice } from '../../gpu/device';
import { openNodeGpu } from '../../gpu/nodeGpu';
import type { ParityBackend } from './tolerances';

/**
 * Makes a backend current.
 *
 * @returns its name as a person wants to read it, and what closes it.
 * @throws Failure `no_webgpu` or `no_adapter` where the GPU cannot be had.
 */
export async function openBackend(backend: ParityBackend): Promise<{ name: string; close(): void }> {
  switch (backend) {
    case 'webgpu': {
      const device = await openDevice(await openNodeGpu());
      return { name: `WebGPU on ${device.summary.name}`, close: () => device.close() };
    }
    case 'wasm':
      await openWasm();
      return { name: 'WebAssembly', close: () => undefined };
    case 'cpu':
      await import('@tensorflow/tfjs-backend-cpu');
      await tf.setBackend('cpu');
      return { name: 'CPU', close: () => undefined };
  }
}

async function openWasm(): Promise<void> {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve('@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm'));
  // The package's loader was made for CommonJS and takes these for granted.
  Object.assign(globalThis, { require, __dirname: folder });
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  setWasmPaths(`${folder}/`);
  if (await tf.setBackend('wasm')) return;
  throw new Failure({
    code: 'internal',
    message: 'The WebAssembly backend did not start.',
    doing: 'opening a backend',
  });
}
