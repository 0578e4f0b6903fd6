import * as tf from '@tensorflow/tfjs-core';
import type { RgbImage } from '../augment/distortions/rgbImage';
import { packViewParameters } from '../augment/packViewParameters';
import type { ViewParameters } from '../augment/viewParameters';
import type { Normalization } from '../config/normalization';
import { sourcesOf } from '../ops/imageSources';
import { renderViews } from '../ops/renderViews';

/**
 * One view of each of some images, which may be of different sizes, normalised: `[sources, size, size, 3]`. In a tidy.
 * @param views of the images, in their order
 */
export function renderSources(
  sources: readonly RgbImage[],
  views: readonly ViewParameters[],
  size: number,
  normalization: Normalization,
): tf.Tensor4D {
  const rendered = sources.map(({ height, width, pixels }, place) => {
    const row = packViewParameters([views[place]!]);
    return renderViews(
      {
        ...sourcesOf({ images: pixels, height, width }, [0]),
        parameters: tf.tensor2d(row, [1, row.length]),
      },
      { sourceHeight: height, sourceWidth: width, size, ...normalization },
    );
  });
  return rendered.length === 1 ? rendered[0]! : tf.concat4d(rendered, 0);
}
