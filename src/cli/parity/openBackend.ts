import * as tf from '@tensorflow/tfjs-core';
import { openDevice } from '../../gpu/device';
import { openNodeGpu } from '../../gpu/nodeGpu';
import { nodeFiles } from '../../wasm/nodeFiles';
import { openProcessor } from '../../wasm/processor';
import type { ParityBackend } from '../../device/parity/tolerances';

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
    case 'wasm': {
      const processor = await openProcessor(nodeFiles());
      return { name: 'WebAssembly', close: () => processor.close() };
    }
    case 'cpu':
      await import('@tensorflow/tfjs-backend-cpu');
      await tf.setBackend('cpu');
      return { name: 'CPU', close: () => undefined };
  }
}
