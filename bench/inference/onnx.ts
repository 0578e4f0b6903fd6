import * as ort from 'onnxruntime-web/wasm';
import mjs from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { CHANNELS } from '../../src/augment/distortions/rgbImage';
import { onnxModel } from '../../src/exporting/onnxModel';
import { channelsFirst } from './channelsFirst';
import type { InferenceEngine } from './engine';
import { SIDE, type InferenceWork } from './work';

/** Our ONNX export on the processor. */
export async function openOnnx(
  numThreads: number,
  { config, weights, images, batch }: InferenceWork,
): Promise<InferenceEngine> {
  Object.assign(ort.env.wasm, { numThreads, wasmPaths: { mjs, wasm } });
  const file = onnxModel({ model: config.model, weights, expanders: false }, {});
  const session = await ort.InferenceSession.create(file, { executionProviders: ['wasm'] });
  const pixels = channelsFirst(images, SIDE, CHANNELS);
  const input = new ort.Tensor('float32', pixels, [batch, CHANNELS, SIDE, SIDE]);
  return {
    async embed() {
      const { representation } = await session.run({ images: input }, ['representation']);
      return representation!.data as Float32Array;
    },
  };
}
