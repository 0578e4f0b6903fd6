import * as tf from '@tensorflow/tfjs-core';
import { IGNORED_CLASS } from '../data/imageSet';
import { linear } from '../ops/linear';
import { pixelEntropy } from '../ops/pixelEntropy';
import { batchNormLayer } from '../nn/batchNormLayer';
import { initialize } from '../nn/initialize';
import type { ParameterSpec, TensorMap } from '../nn/parameters';
import type { Pass } from '../nn/pass';
import { scopeOf } from '../nn/scope';
import { batchNormSpecs, linearSpecs } from '../nn/specs';
import { createOptimizer, type Optimizer } from '../optim/optimizer';
import type { Rates } from '../optim/updateRule';
import { gradientsByName } from './gradientsByName';
import { upsample } from './upsample';

const NORM = 'norm';
const CONV = 'conv';

/** Parameters and buffers of the linear head of segmentation. */
export function segmentationSpecs(channels: number, classes: number): ParameterSpec[] {
  return [...batchNormSpecs(NORM, channels), ...linearSpecs(CONV, channels, classes, { bias: true })];
}

/**
 * The linear head of segmentation: batch norm over a map's channels, then a 1 × 1 convolution to the classes.
 *
 * @param params by the names of `segmentationSpecs`.
 * @param maps `[B, N, channels]` → logits `[B, N, classes]`.
 */
export function segmentationLogits(params: TensorMap, maps: tf.Tensor3D, pass: Pass): tf.Tensor3D {
  const [batch, cells, channels] = maps.shape;
  const scope = scopeOf(params);
  const rows = tf.reshape(maps, [batch * cells, channels]);
  const normed = batchNormLayer(scope.at(NORM), rows, { relu: false }, pass);
  const conv = scope.at(CONV);
  const logits = linear({ x: normed, w: conv.get('weight'), b: conv.get('bias') }, { activation: 'none' });
  return tf.reshape(logits, [batch, cells, -1]);
}

/** Mean cross entropy of logits `[B, size², classes]` over all pixels but the ignored ones; `masks` `[B · size²]`. */
export function segmentationEntropy(logits: tf.Tensor3D, masks: tf.Tensor1D): tf.Scalar {
  const rows = tf.reshape<tf.Rank.R2>(logits, [masks.size, -1]);
  return pixelEntropy({ logits: rows, classes: masks }, { ignored: IGNORED_CLASS });
}

const ADAMW = { optimizer: 'adamw', beta1: 0.9, beta2: 0.999, momentum: 0.9, eta: 0.001 } as const;

/** The head with its optimiser, on maps of a frozen backbone. */
export class SegmentationHead {
  readonly classes: number;
  private readonly variables: Readonly<Record<string, tf.Variable>>;
  private readonly trainable: Readonly<Record<string, tf.Variable>>;
  private readonly optimizer: Optimizer;

  constructor(channels: number, classes: number, seed: number) {
    this.classes = classes;
    const specs = segmentationSpecs(channels, classes);
    const values = initialize(specs, seed);
    const variable = ({ name, shape, dtype, trainable }: ParameterSpec) =>
      tf.tidy(() => tf.variable(tf.tensor(values[name]!, [...shape], dtype ?? 'float32'), trainable));
    this.variables = Object.fromEntries(specs.map((spec) => [spec.name, variable(spec)]));
    this.trainable = Object.fromEntries(
      specs.filter((spec) => spec.trainable).map(({ name }) => [name, this.variables[name]!]),
    );
    this.optimizer = createOptimizer(ADAMW, specs);
  }

  /**
   * One step on the cross entropy over all pixels but the ignored ones.
   *
   * @param maps `[B, side², channels]`.
   * @param masks `[B · size²]` int32 classes, `IGNORED_CLASS` for none.
   * @param matrix `[size, side]`, see `bilinearMatrix`. All stay the caller's.
   */
  step(maps: tf.Tensor3D, masks: tf.Tensor1D, matrix: tf.Tensor2D, rates: Rates): void {
    tf.tidy(() => {
      const buffers: Record<string, tf.Tensor> = {};
      const { grads } = gradientsByName(() => {
        const logits = upsample(
          segmentationLogits(this.variables, maps, { training: true, precision: 'float32', buffers }),
          matrix,
        );
        for (const value of Object.values(buffers)) tf.keep(value);
        return segmentationEntropy(logits, masks);
      }, this.trainable);
      this.optimizer.update(this.trainable, grads, rates);
      for (const [name, value] of Object.entries(buffers)) {
        this.variables[name]!.assign(value);
        value.dispose();
      }
    });
  }

  /** Class probabilities of every pixel, `[B, size², classes]`; the caller disposes of them. */
  predict(maps: tf.Tensor3D, matrix: tf.Tensor2D): tf.Tensor3D {
    return tf.tidy(() =>
      tf.softmax(
        upsample(
          segmentationLogits(this.variables, maps, { training: false, precision: 'float32', buffers: {} }),
          matrix,
        ),
      ),
    );
  }

  dispose(): void {
    tf.dispose(this.variables);
    this.optimizer.dispose();
  }
}
