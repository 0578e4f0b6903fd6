import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorValues } from '../../compute/computer';
import { bindingOf, flush, type BackendView } from '../backendView';
import { encode, type Command } from './commands';

/**
 * Replays commands once for each of `inputs` in one submit; see `Recording.replayEach`. All inputs go up in one buffer,
 * from which each replay copies its own into place; all results come back in one.
 */
export async function replayEach(
  backend: BackendView,
  commands: readonly Command[],
  result: Tensor,
  inputs: readonly (readonly TensorValues[])[],
): Promise<readonly Float32Array[]> {
  const { device } = backend;
  flush(backend);
  const uploads = uploaded(device, inputs.flat());
  const from = bindingOf(backend, result);
  const bytes = result.size * Float32Array.BYTES_PER_ELEMENT;
  const results = device.createBuffer({
    size: inputs.length * bytes,
    usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
  });
  const encoder = device.createCommandEncoder();
  let offset = 0;
  inputs.forEach((own, replay) => {
    for (const { tensor, values } of own) {
      const to = bindingOf(backend, tensor);
      encoder.copyBufferToBuffer(uploads, offset, to.buffer, to.offset, values.byteLength);
      offset += values.byteLength;
    }
    encode(encoder, commands);
    encoder.copyBufferToBuffer(from.buffer, from.offset, results, replay * bytes, bytes);
  });
  device.queue.submit([encoder.finish()]);
  // What is submitted keeps it until it is done.
  uploads.destroy();
  try {
    await results.mapAsync(GPUMapMode.READ);
    const read = new Float32Array(results.getMappedRange().slice(0));
    return inputs.map((_, replay) => read.subarray(replay * result.size, (replay + 1) * result.size));
  } finally {
    results.destroy();
  }
}

/** A buffer of all values, one after the other. */
function uploaded(device: GPUDevice, all: readonly TensorValues[]): GPUBuffer {
  const size = all.reduce((sum, { values }) => sum + values.byteLength, 0);
  const buffer = device.createBuffer({ size, usage: GPUBufferUsage.COPY_SRC, mappedAtCreation: true });
  const bytes = new Uint8Array(buffer.getMappedRange());
  let offset = 0;
  for (const { values } of all) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), offset);
    offset += values.byteLength;
  }
  buffer.unmap();
  return buffer;
}
