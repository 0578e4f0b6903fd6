import * as tf from '@tensorflow/tfjs-core';
import type { ViewParameters } from '../augment/viewParameters';
import { mapSide, representationSize } from '../config/geometry';
import type { BackboneConfig } from '../config/modelConfig';
import type { ImageSet } from '../data/imageSet';
import { Failure } from '../failure';
import { crossEntropy } from '../ops/crossEntropy';
import { linear } from '../ops/linear';
import type { BackboneOutputs } from '../nn/backbone';
import type { ParameterSpec, TensorMap } from '../nn/parameters';
import type { Pass } from '../nn/pass';
import { segmentationEntropy, segmentationLogits, segmentationSpecs } from './segmentationHead';
import { bilinearMatrix, upsample } from './upsample';
import { viewMask } from './viewMask';

/** What a network is taught: the class of an image, or that of each of its pixels. */
export type Target = 'labels' | 'masks';

/** A linear head on a backbone, and what it is taught. */
export interface LabelledHead {
  /** Its parameters and buffers. */
  readonly specs: readonly ParameterSpec[];
  /** Truth for views of some images: int32 classes, one an image or one a pixel of the view. */
  truth(images: readonly number[], views: readonly ViewParameters[]): Int32Array;
  /** Mean cross entropy; `params` by the names of `specs`. */
  loss(
    params: TensorMap,
    outputs: Pick<BackboneOutputs, 'representation' | 'maps'>,
    truth: tf.Tensor1D,
    pass: Pass,
  ): tf.Scalar;
}

/** The reference's evaluation draws a linear classifier with this deviation, and starts its bias at 0. */
const INITIAL_STD = 0.01;

/**
 * The head for a data set's labels, a linear classifier on the representation, or for its masks, see `segmentationLogits`,
 * bilinear to the view's size.
 *
 * @param size side of the views in pixels.
 * @throws Failure `data_missing` where the data set has no such truth.
 */
export function labelledHead(
  target: Target,
  data: ImageSet,
  backbone: BackboneConfig,
  size: number,
): LabelledHead {
  const { labels, classNames, masks, maskClassNames } = data;
  const channels = representationSize(backbone);
  if (target === 'labels' && labels !== undefined && classNames !== undefined)
    return classifier(channels, classNames.length, labels);
  if (target === 'masks' && masks !== undefined && maskClassNames !== undefined)
    return segmenter(channels, maskClassNames.length, { ...data, masks }, size, mapSide(backbone, size));
  throw new Failure({
    code: 'data_missing',
    message: `The data set has no ${target === 'labels' ? 'classes' : 'masks'}.`,
    doing: 'training with labels',
    remedy: 'Choose a data set with classes or masks.',
  });
}

function classifier(channels: number, classes: number, labels: Uint16Array): LabelledHead {
  return {
    specs: [
      {
        name: 'weight',
        shape: [classes, channels],
        init: { kind: 'normal', std: INITIAL_STD },
        trainable: true,
      },
      { name: 'bias', shape: [classes], init: { kind: 'zeros' }, trainable: true },
    ],
    truth: (images) => Int32Array.from(images, (image) => labels[image]!),
    loss: ({ weight, bias }, { representation }, truth) => {
      const logits = linear({ x: representation, w: weight!, b: bias! }, { activation: 'none' });
      return crossEntropy({ logits: logits as tf.Tensor2D, labels: truth })[0];
    },
  };
}

function segmenter(
  channels: number,
  classes: number,
  { masks, height, width }: { masks: Uint8Array; height: number; width: number },
  size: number,
  side: number,
): LabelledHead {
  const matrix = bilinearMatrix(side, size);
  const pixels = size * size;
  return {
    specs: segmentationSpecs(channels, classes),
    truth: (images, views) => {
      const truth = new Int32Array(images.length * pixels);
      images.forEach((image, place) => {
        const mask = masks.subarray(image * height * width, (image + 1) * height * width);
        viewMask(mask, width, views[place]!, size, truth.subarray(place * pixels, (place + 1) * pixels));
      });
      return truth;
    },
    loss: (params, { maps }, truth, pass) => {
      const logits = segmentationLogits(params, maps, pass);
      const full = upsample(logits, tf.tensor2d(matrix, [size, side]));
      return segmentationEntropy(full, truth);
    },
  };
}
