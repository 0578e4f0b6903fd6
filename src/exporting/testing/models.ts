import * as tf from '@tensorflow/tfjs-core';
import type { BackboneConfig, ModelConfig } from '../../config/modelConfig';
import type { TensorData } from '../../formats/tensorData';
import { initialize } from '../../nn/initialize';
import { randomStream } from '../../random/stream';
import { forwardViews, networkSpecs } from '../../vicregl/network';
import type { Weights } from '../networkGraph';

const CONVNEXT = {
  family: 'convnext',
  patch: 4,
  depths: [1, 2],
  widths: [8, 12],
  layerScale: 0,
  dropPath: 0.1,
} as const;
const RESNET = {
  family: 'resnet',
  block: 'basic',
  layers: [1, 2],
  base: 4,
  stem: 'small',
  zeroInitResidual: true,
} as const;

const model = (backbone: BackboneConfig, expanderNorm: ModelConfig['expanderNorm']): ModelConfig => ({
  backbone,
  globalExpander: '16-12',
  localExpander: '8-6-6',
  expanderNorm,
  classifier: false,
});

/** A small model of each kind that can be exported. */
export const SAMPLE_MODELS: Readonly<Record<string, ModelConfig>> = {
  'ConvNeXt, layer norm': model({ ...CONVNEXT, depths: [1, 2], widths: [8, 12] }, 'auto'),
  'ConvNeXt with layer scale, batch norm': model(
    { ...CONVNEXT, depths: [1], widths: [8], layerScale: 0.5, patch: 2 },
    'batch_norm',
  ),
  'ResNet of basic blocks': model({ ...RESNET, layers: [1, 2] }, 'auto'),
  'ResNet of bottlenecks, ImageNet stem': model(
    { ...RESNET, block: 'bottleneck', layers: [1, 1], stem: 'imagenet' },
    'layer_norm',
  ),
};

/** Weights as after a training: norms and running statistics are no longer those of the start. */
export function sampleWeights(config: ModelConfig): Weights {
  const specs = networkSpecs(config, 0.75);
  const values = initialize(specs, 3);
  return Object.fromEntries(
    specs.map(({ name, shape, dtype }, place): [string, TensorData] => {
      const stream = randomStream(7, 'scene', 0, place);
      const drawn = values[name]!;
      if (dtype === 'int32') return [name, { dtype: 'I32', shape, data: Int32Array.of(12) }];
      const data = Float32Array.from(drawn, (value) => {
        const uniform = stream.between(-0.5, 0.5);
        return name.endsWith('running_var') ? 1 + uniform : value + (shape.length > 1 ? 0.3 : 0.6) * uniform;
      });
      return [name, { dtype: 'F32', shape, data }];
    }),
  );
}

/** Normalised images `[2, height, width, 3]`. */
export function sampleImages(height: number, width: number): tf.Tensor4D {
  const stream = randomStream(9, 'scene');
  const values = Float32Array.from({ length: 2 * height * width * 3 }, () => stream.between(-2, 2));
  return tf.tensor4d(values, [2, height, width, 3]);
}

/** What this program computes for them, by the names of an exported model's outputs. */
export function expectedOutputs(
  config: ModelConfig,
  weights: Weights,
  images: tf.Tensor4D,
): Record<string, tf.Tensor> {
  const params = Object.fromEntries(
    Object.entries(weights).map(([name, { shape, data }]) => [
      name,
      tf.tensor(data as Float32Array | Int32Array, [...shape]),
    ]),
  );
  const { outputs } = forwardViews(config, params, [{ views: [0], images }], {
    training: false,
    alpha: 0.75,
  });
  const { features, representation, embedding, maps } = outputs[0]!;
  return { map: features, representation, embedding: embedding!, map_embeddings: maps! };
}

/** The largest difference to what is expected, relative to its largest value. */
export function relativeGap(actual: ArrayLike<number>, expected: tf.Tensor): number {
  const values = expected.dataSync<'float32'>();
  if (actual.length !== values.length) return Infinity;
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return values.reduce((most, value, at) => Math.max(most, Math.abs(value - actual[at]!)), 0) / largest;
}
