import * as tf from '@tensorflow/tfjs-core';
import { CHANNELS } from '../../src/augment/distortions/rgbImage';
import { openDevice } from '../../src/gpu/device';
import { backboneForward } from '../../src/nn/backbone';
import { withoutPrefix } from '../../src/nn/scope';
import { BACKBONE } from '../../src/vicregl/modules';
import { PAGE_FILES } from '../../src/wasm/pageFiles';
import { openProcessor } from '../../src/wasm/processor';
import type { InferenceEngine } from './engine';
import { SIDE, type InferenceWork } from './work';

export async function openWebgpu(work: InferenceWork): Promise<InferenceEngine> {
  await openDevice(navigator.gpu);
  return open(work);
}

/** On as many threads as the page may have. */
export async function openWasm(work: InferenceWork): Promise<InferenceEngine> {
  await openProcessor(PAGE_FILES);
  return open(work);
}

function open({ config, weights, images, batch }: InferenceWork): InferenceEngine {
  const tensors = Object.entries(weights).map(([name, { shape, data }]) => [
    name,
    tf.tensor(data as Float32Array | Int32Array, [...shape]),
  ]);
  const params = withoutPrefix(Object.fromEntries(tensors) as Record<string, tf.Tensor>, BACKBONE);
  const x = tf.tensor4d(images, [batch, SIDE, SIDE, CHANNELS]);
  return {
    async embed() {
      const representation = tf.tidy(
        () => backboneForward(config.model.backbone, params, x, { training: false }).representation,
      );
      const values = await representation.data<'float32'>();
      representation.dispose();
      return values;
    },
  };
}
