import { loadGraphModel } from '@tensorflow/tfjs';
import * as tf from '@tensorflow/tfjs-core';
import { CHANNELS } from '../../src/augment/distortions/rgbImage';
import { tfjsModel } from '../../src/exporting/tfjsModel';
import { MODEL_FILE, WEIGHTS_FILE } from '../../src/formats/tfjs/graphModel';
import { openStockBackend, type StockBackend } from '../engines/stockBackends';
import type { InferenceEngine } from './engine';
import { SIDE, type InferenceWork } from './work';

/** Our export as a graph model, on tfjs's own kernels. */
export async function openTfjs(backend: StockBackend, work: InferenceWork): Promise<InferenceEngine> {
  await openStockBackend(backend);
  const { config, weights, images, batch } = work;
  const files = tfjsModel({ model: config.model, weights, expanders: false }, {});
  const { modelTopology, weightsManifest } = JSON.parse(files[MODEL_FILE]) as tf.io.ModelJSON;
  const model = await loadGraphModel({
    load: async () => ({
      modelTopology,
      weightSpecs: weightsManifest[0]!.weights,
      weightData: files[WEIGHTS_FILE].buffer,
    }),
  });
  const x = tf.tensor4d(images, [batch, SIDE, SIDE, CHANNELS]);
  return {
    async embed() {
      const representation = model.execute({ images: x }, 'representation') as tf.Tensor;
      const values = await representation.data<'float32'>();
      representation.dispose();
      return values;
    },
  };
}
