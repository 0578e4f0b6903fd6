import * as tf from '@tensorflow/tfjs-core';
import { release, viewBackend } from './backendView';
import { flush } from './flush';
import { widen } from './halfConversion';
import { isHalf } from './halfTensors';

/**
 * Reads a small float tensor whose values change from step to step. tfjs's own `data` would keep the first values on
 * the CPU and give them again after a replay. A few staging buffers go round, as many as reads are under way at once.
 */
export class Readback {
  private readonly free: GPUBuffer[] = [];
  private readonly size: number;

  /** @param length number of float32 values. */
  constructor(length: number) {
    this.size = length * Float32Array.BYTES_PER_ELEMENT;
  }

  /** The values that `tensor` has once everything issued so far is done. */
  async read(tensor: tf.Tensor): Promise<Float32Array> {
    if (tf.getBackend() !== 'webgpu') return (await tensor.data<'float32'>()).slice();
    const backend = viewBackend(tf.backend());
    const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
    const staging = this.free.pop() ?? backend.device.createBuffer({ size: this.size, usage });
    const source = isHalf(tensor) ? widen(backend, tensor) : tensor;
    flush(backend);
    const encoder = backend.device.createCommandEncoder();
    const buffer = backend.tensorMap.get(source.dataId).resource as GPUBuffer;
    encoder.copyBufferToBuffer(buffer, 0, staging, 0, this.size);
    backend.device.queue.submit([encoder.finish()]);
    if (source !== tensor) release(backend, source);
    await staging.mapAsync(GPUMapMode.READ);
    const values = new Float32Array(staging.getMappedRange().slice(0));
    staging.unmap();
    this.free.push(staging);
    return values;
  }

  dispose(): void {
    for (const buffer of this.free) buffer.destroy();
    this.free.length = 0;
  }
}
