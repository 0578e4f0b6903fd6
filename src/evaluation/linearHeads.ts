import * as tf from '@tensorflow/tfjs-core';
import { oneHot } from '../tensors/oneHot';
import { linear } from '../ops/linear';
import { randomStream } from '../random/stream';

/** PyTorch's SGD with momentum as the reference's evaluation sets it. */
const MOMENTUM = 0.9;
/** The reference draws the head's weights with this standard deviation; its bias starts at 0. */
const INITIAL_STD = 0.01;

/**
 * Linear classifiers that see the same batches and differ in their learning rates: they are trained as one matrix, so a
 * sweep costs hardly more than one. SGD with momentum on the mean cross entropy, gradients in closed form.
 */
export class LinearHeads {
  readonly rates: readonly number[];
  readonly classes: number;
  private weight: tf.Tensor2D;
  private bias: tf.Tensor1D;
  private weightVelocity: tf.Tensor2D;
  private biasVelocity: tf.Tensor1D;
  private readonly weightDecay: number;

  /**
   * @param rates the peak learning rate of each head.
   * @param seed of the initial weights, which all heads share.
   */
  constructor(
    channels: number,
    classes: number,
    rates: readonly number[],
    seed: number,
    weightDecay: number,
  ) {
    this.rates = rates;
    this.classes = classes;
    this.weightDecay = weightDecay;
    const stream = randomStream(seed, 'probe');
    const one = Float32Array.from({ length: classes * channels }, () => INITIAL_STD * stream.normal());
    const rows = rates.length * classes;
    const all = new Float32Array(rows * channels);
    rates.forEach((_, head) => all.set(one, head * one.length));
    this.weight = tf.tensor2d(all, [rows, channels]);
    this.bias = tf.zeros([rows]);
    this.weightVelocity = tf.zeros([rows, channels]);
    this.biasVelocity = tf.zeros([rows]);
  }

  /**
   * One step of all heads.
   * @param x `[B, channels]`; stays the caller's.
   * @param labels `[B]` int32; stays the caller's.
   * @param share of the peak rate, by the schedule.
   */
  step(x: tf.Tensor2D, labels: tf.Tensor1D, share: number): void {
    const next = tf.tidy(() => {
      const error = this.outputError(x, labels);
      const rate = tf.tensor1d(this.rates.flatMap((peak) => Array<number>(this.classes).fill(peak * share)));
      const weightGradient = tf.add(tf.matMul(error, x, true), tf.mul(this.weight, this.weightDecay));
      const biasGradient = tf.add(tf.sum(error, 0), tf.mul(this.bias, this.weightDecay));
      const weightVelocity = tf.add(tf.mul(this.weightVelocity, MOMENTUM), weightGradient);
      const biasVelocity = tf.add(tf.mul(this.biasVelocity, MOMENTUM), biasGradient);
      return {
        weightVelocity: weightVelocity as tf.Tensor2D,
        biasVelocity: biasVelocity as tf.Tensor1D,
        weight: tf.sub<tf.Tensor2D>(this.weight, tf.mul(tf.expandDims(rate, 1), weightVelocity)),
        bias: tf.sub<tf.Tensor1D>(this.bias, tf.mul(rate, biasVelocity)),
      };
    });
    this.dispose();
    Object.assign(this, next);
  }

  /** Logits of all heads, `[B, heads, classes]`; the caller disposes of them. */
  logits(x: tf.Tensor2D): tf.Tensor3D {
    return tf.tidy(() =>
      tf.reshape<tf.Rank.R3>(linear({ x, w: this.weight, b: this.bias }, { activation: 'none' }), [
        x.shape[0],
        this.rates.length,
        this.classes,
      ]),
    );
  }

  /** One head's weights, `[classes, channels]`, and bias, `[classes]`. */
  async read(head: number): Promise<{ weight: Float32Array; bias: Float32Array }> {
    const [weight, bias] = await Promise.all([this.weight.data<'float32'>(), this.bias.data<'float32'>()]);
    const size = weight.length / this.rates.length;
    return {
      weight: weight.slice(head * size, (head + 1) * size),
      bias: bias.slice(head * this.classes, (head + 1) * this.classes),
    };
  }

  dispose(): void {
    tf.dispose([this.weight, this.bias, this.weightVelocity, this.biasVelocity]);
  }

  /** Gradient of the mean cross entropy by the logits: (softmax − one-hot) / B, `[B, heads · classes]`. */
  private outputError(x: tf.Tensor2D, labels: tf.Tensor1D): tf.Tensor2D {
    const probabilities = tf.softmax(this.logits(x));
    const truth = tf.expandDims(oneHot(labels, this.classes), 1);
    const error = tf.div(tf.sub(probabilities, truth), x.shape[0]);
    return tf.reshape(error, [x.shape[0], this.rates.length * this.classes]);
  }
}
