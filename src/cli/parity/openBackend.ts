import * as tf from '@tensorflow/tfjs-core';
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
      await import('@tensorflow/tfjs-backend-wasm');
      await tf.setBackend('wasm');
      return { name: 'WebAssembly', close: () => undefined };
    case 'cpu':
      await import('@tensorflow/tfjs-backend-cpu');
      await tf.setBackend('cpu');
      return { name: 'CPU', close: () => undefined };
  }
}
