import * as tf from '@tensorflow/tfjs-core';
import { packViewParameters } from '../augment/packViewParameters';
import { sampleView } from '../augment/sampleView';
import type { ViewParameters } from '../augment/viewParameters';
import { normalizationOf } from '../config/normalization';
import type { RunConfig } from '../config/runConfig';
import { permutation, randomStream } from '../random/stream';
import { renderViews } from '../ops/renderViews';
import { nearestCells } from '../vicregl/matching';
import { forwardViews, outputsOf } from '../vicregl/network';
import type { DeviceImages } from './deviceImages';
import type { Run } from './run';

/** The two global views of an image. */
export type ObservedViews = readonly [ViewParameters, ViewParameters];

/** Images over which the matching accuracy is taken. */
const OBSERVED_IMAGES = 32;

/** The images of a set of `count` in which a run is observed; the first one is shown first. */
export function observedImages(count: number, seed: number): readonly number[] {
  return [...permutation(count, randomStream(seed, 'snapshot')).subarray(0, OBSERVED_IMAGES)];
}

/** Observations draw their views under a step number that no training reaches, so that they disturb none. */
const OBSERVED_STEP = 2 ** 48;

/**
 * The views in which an image is observed: always the same ones in a run, drawn as the configuration says.
 * @param draw another number gives other views.
 */
export function observedViews(
  { views, run }: RunConfig,
  source: { readonly height: number; readonly width: number },
  image: number,
  draw = 0,
): ObservedViews {
  const view = (index: number) => sampleView(views, 0, index, source, run.seed, OBSERVED_STEP + draw, image);
  return [view(0), view(1)];
}

/** What a model makes of the global views of some images; `[images, …]`, to be disposed of. */
export interface ObservedMaps {
  /** Backbone maps of either view, `[B, N, C]`. */
  readonly features: readonly [tf.Tensor3D, tf.Tensor3D];
  /** Map embeddings of either view, `[B, N, D]`; absent at α = 1. */
  readonly embeddings?: readonly [tf.Tensor3D, tf.Tensor3D];
}

/** A run as far as it is observed: its networks have the branches that its first α called for. */
export type ObservedRun = Pick<Run, 'config' | 'model' | 'initialAlpha'>;

/** Renders the views and runs the networks on them in evaluation mode. */
export function observeMaps(
  { config, model, initialAlpha: alpha }: ObservedRun,
  source: DeviceImages,
  images: readonly number[],
  pairs: readonly ObservedViews[],
): ObservedMaps {
  let observed: ObservedMaps | undefined;
  tf.tidy(() => {
    const packedViews = packViewParameters([0, 1].flatMap((view) => pairs.map((pair) => pair[view]!)));
    const rendered = renderViews(
      {
        ...source.some(images),
        parameters: tf.tensor2d(packedViews, [2 * images.length, packedViews.length / 2 / images.length]),
      },
      {
        sourceHeight: source.data.height,
        sourceWidth: source.data.width,
        size: config.views.crops[0]!.size,
        ...normalizationOf(config.views),
      },
    );
    observed = mapsOf({ config, model, initialAlpha: alpha }, rendered);
  });
  return observed!;
}

/**
 * What the networks make of both views of some images, in evaluation mode; its tensors outlive a tidy.
 * @param rendered all first views, then all second ones, normalised: `[2 · images, size, size, 3]`
 */
export function mapsOf(
  { config, model, initialAlpha: alpha }: ObservedRun,
  rendered: tf.Tensor4D,
): ObservedMaps {
  const { outputs } = forwardViews(config.model, model.tensors, [{ views: [0, 1], images: rendered }], {
    training: false,
    alpha,
    mapsOnly: true,
  });
  const [first, second] = [outputsOf(outputs, 0), outputsOf(outputs, 1)];
  return {
    features: [tf.keep(first.features), tf.keep(second.features)],
    ...(first.maps && second.maps ? { embeddings: [tf.keep(first.maps), tf.keep(second.maps)] } : {}),
  };
}

export function disposeMaps({ features, embeddings }: ObservedMaps): void {
  tf.dispose([...features, ...(embeddings ?? [])]);
}

/** Nearest cell of the second map for each cell of the first, `[B · N]`, with its distance. */
export async function nearestMatches([input, candidate]: readonly [tf.Tensor3D, tf.Tensor3D]): Promise<{
  readonly index: Int32Array;
  readonly distance: Float32Array;
}> {
  const { distance, index } = nearestCells(input, candidate);
  const [distances, indices] = await Promise.all([distance.data<'float32'>(), index.data<'int32'>()]);
  tf.dispose([distance, index]);
  return { index: indices, distance: distances };
}
