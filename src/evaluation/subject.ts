import * as tf from '@tensorflow/tfjs-core';
import type { MapChoice } from '../config/evaluationOptions';
import type { BackboneConfig, ModelConfig } from '../config/modelConfig';
import { totalStride } from '../config/geometry';
import { backboneForward } from '../nn/backbone';
import type { TensorMap } from '../nn/parameters';
import { withoutPrefix } from '../nn/scope';
import { BACKBONE } from '../vicregl/modules';
import { forwardViews } from '../vicregl/network';
import type { Coefficient } from '../vicregl/definition/terms';
import { fingerprintOfTensors } from './tensorFingerprint';
import { joinedStages } from './stageMaps';

/** What a subject makes of images `[B, size, size, 3]`. */
export interface SubjectOutputs {
  /** One vector an image, `[B, R]`. */
  readonly representation: tf.Tensor2D;
  /** One vector a cell, `[B, side², C]`, row by row. */
  readonly maps: tf.Tensor3D;
  /** The local expander's output, `[B, side², D]`; absent where there is none. */
  readonly embeddings?: tf.Tensor3D;
}

/** A backbone that can be trained further. */
export interface SubjectNetwork {
  readonly backbone: BackboneConfig;
  /** Its tensors under the names of a run's weights, among others. */
  readonly params: TensorMap;
}

/** Something whose features are judged: a trained network, an untrained one, or the pixels themselves. */
export interface Subject {
  readonly name: string;
  /**
   * Normalised images to features, in evaluation mode. The caller disposes of them, or tidies.
   * @param maps which maps are given, the last if left out; see `joinedStages`.
   */
  forward(images: tf.Tensor4D, maps?: MapChoice): SubjectOutputs;
  /** The same with the local embeddings, where there are any. */
  embed(images: tf.Tensor4D): SubjectOutputs;
  /** What its features depend on besides the images, as a short text: equal ones have equal features. */
  fingerprint(): Promise<string>;
  /** Absent where there is nothing to train. */
  readonly network?: SubjectNetwork;
}

/**
 * The networks of a model.
 * @param alpha that it was set up with: at 1 it has no local expander.
 * @param params all of its tensors, which stay the caller's.
 */
export function modelSubject(
  name: string,
  model: ModelConfig,
  alpha: Coefficient,
  params: TensorMap,
): Subject {
  return {
    ...backboneSubject(name, model, params),
    embed: (images) => {
      const { outputs } = forwardViews(model, params, [{ views: [0], images }], { training: false, alpha });
      const { representation, features, maps } = outputs[0]!;
      return { representation, maps: features, ...(maps && { embeddings: maps }) };
    },
  };
}

/**
 * A backbone alone, without expanders: matching has no embeddings then.
 * @param params its tensors under the names of a run's weights; they stay the caller's.
 */
export function backboneSubject(
  name: string,
  { backbone }: Pick<ModelConfig, 'backbone'>,
  params: TensorMap,
): Subject {
  const forward = (images: tf.Tensor4D, maps: MapChoice = 'last'): SubjectOutputs => {
    const own = withoutPrefix(params, BACKBONE);
    const outputs = backboneForward(backbone, own, images, { training: false, stages: maps === 'all' });
    return maps === 'all' ? { ...outputs, maps: joinedStages(outputs) } : outputs;
  };
  return {
    name,
    forward,
    embed: (images) => forward(images),
    fingerprint: () => fingerprintOfTensors(withoutPrefix(params, BACKBONE)),
    network: { backbone, params },
  };
}

/** Cells along either axis of the thumbnail that stands for a whole image. */
const THUMBNAIL = 16;

/**
 * The baseline without a network: a cell is the pixels of its patch, an image its thumbnail.
 * @param model whose cells are taken.
 */
export function pixelSubject({ backbone }: Pick<ModelConfig, 'backbone'>): Subject {
  const stride = totalStride(backbone);
  const forward = (images: tf.Tensor4D): SubjectOutputs => {
    const [batch, size, , channels] = images.shape;
    const side = Math.floor(size / stride);
    const whole = tf.slice(images, [0, 0, 0, 0], [batch, side * stride, side * stride, channels]);
    const patches = tf.transpose(
      tf.reshape(whole, [batch, side, stride, side, stride * channels]),
      [0, 1, 3, 2, 4],
    );
    const pool = Math.max(1, Math.floor(size / THUMBNAIL));
    return {
      representation: tf.reshape(tf.avgPool(images, pool, pool, 'valid'), [batch, -1]),
      maps: tf.reshape(patches, [batch, side * side, stride * stride * channels]),
    };
  };
  return {
    name: 'raw pixels',
    forward,
    embed: forward,
    fingerprint: () => Promise.resolve(`pixels ${stride}`),
  };
}
