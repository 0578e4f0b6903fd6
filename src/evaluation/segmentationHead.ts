import * as tf from '@tensorflow/tfjs-core';
import { IGNORED_CLASS } from '../data/imageSet';
import { assignInPlace } from '../gpu/copy';
import { linear } from '../gpu/ops/linear';
import { batchNormLayer } from '../nn/batchNormLayer';
import { initialize } from '../nn/initialize';
import type { ParameterSpec, TensorMap } from '../nn/parameters';
import { scopeOf } from '../nn/scope';
import { batchNormSpecs, linearSpecs } from '../nn/specs';
import { createOptimizer, type Optimizer } from '../optim/optimizer';
import type { Rates } from '../optim/updateRule';
import { upsample } from './upsample';

const NORM = 'norm';
const CONV = 'conv';

const ADAMW = { optimizer: 'adamw', beta1: 0.9, beta2: 0.999, momentum: 0.9, eta: 0.001 } as const;

/** The linear head of segmentation: batch norm over a map's channels, then a 1 × 1 convolution to the classes. */
export class SegmentationHead {
  readonly classes: number;
  private readonly variables: Readonly<Record<string, tf.Variable>>;
  private readonly trainable: Readonly<Record<string, tf.Variable>>;
  private readonly optimizer: Optimizer;

  constructor(channels: number, classes: number, seed: number) {
    this.classes = classes;
    const specs: ParameterSpec[] = [
      ...batchNormSpecs(NORM, channels),
      ...linearSpecs(CONV, channels, classes, { bias: true }),
    ];
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
      const { grads } = tf.variableGrads(() => {
        const logits = upsample(this.forward(maps, { training: true, buffers }), matrix);
        for (const value of Object.values(buffers)) tf.keep(value);
        return crossEntropy(tf.reshape(logits, [-1, this.classes]), masks);
      }, Object.values(this.trainable));
      this.optimizer.update(this.trainable, this.byName(grads), rates);
      for (const [name, value] of Object.entries(buffers)) {
        assignInPlace(this.variables[name]!, value);
        value.dispose();
      }
    });
  }

  /** Class probabilities of every pixel, `[B, size², classes]`; the caller disposes of them. */
  predict(maps: tf.Tensor3D, matrix: tf.Tensor2D): tf.Tensor3D {
    return tf.tidy(() => tf.softmax(upsample(this.forward(maps, { training: false, buffers: {} }), matrix)));
  }

  dispose(): void {
    tf.dispose(this.variables);
    this.optimizer.dispose();
  }

  private forward(
    maps: tf.Tensor3D,
    pass: { readonly training: boolean; readonly buffers: Record<string, tf.Tensor> },
  ): tf.Tensor3D {
    const [batch, cells, channels] = maps.shape;
    const scope = scopeOf(this.variables);
    const rows = tf.reshape(maps, [batch * cells, channels]);
    const normed = batchNormLayer(scope.at(NORM), rows, { relu: false }, pass);
    const conv = scope.at(CONV);
    const logits = linear({ x: normed, w: conv.get('weight'), b: conv.get('bias') }, { activation: 'none' });
    return tf.reshape(logits, [batch, cells, this.classes]);
  }

  /** tfjs names gradients by the variables' own names. */
  private byName(grads: Readonly<Record<string, tf.Tensor>>): TensorMap {
    return Object.fromEntries(
      Object.entries(this.trainable).map(([name, variable]) => [name, grads[variable.name]!]),
    );
  }
}

/** Mean cross entropy over the rows whose class is not ignored, logits `[P, K]` and classes `[P]`; 0 without any. */
export function crossEntropy(logits: tf.Tensor2D, classes: tf.Tensor1D): tf.Scalar {
  return tf.tidy(() => {
    // A class beyond the last makes a row of zeros, which counts for nothing.
    const truth = tf.oneHot(classes, logits.shape[1]);
    const counted = tf.sum(tf.cast(tf.notEqual(classes, IGNORED_CLASS), 'float32'));
    const entropy = tf.neg(tf.sum(tf.mul(truth, tf.logSoftmax(logits))));
    return tf.div(entropy, tf.maximum(counted, 1));
  });
}
