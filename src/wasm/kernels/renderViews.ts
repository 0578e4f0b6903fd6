import { normalize } from '../../augment/cpu/normalize';
import { renderViewCpu } from '../../augment/cpu/renderViewCpu';
import { CHANNELS } from '../../augment/distortions/rgbImage';
import { unpackImages } from '../../augment/packImages';
import { unpackViewParameters } from '../../augment/packViewParameters';
import type { renderViews } from '../../ops/renderViews';
import { allocate, hasValues, valuesOf } from '../backendView';
import type { WasmKernels } from './kernel';

/**
 * The exact CPU rendering, on the images where they lie: the composition would copy all of them at every step. Where there
 * are parameters for more views than images, they are of one view of all images after the other.
 */
export const renderViewsKernels: WasmKernels<typeof renderViews> = {
  forward(backend, { images, indices, parameters }, { sourceHeight, sourceWidth, size, ...normalization }) {
    const count = parameters.shape[0]!;
    const y = allocate(backend, [count, size, size, CHANNELS]);
    if (!hasValues(backend)) return y;
    // Views of the memory are taken after the allocation, which may have moved it.
    const bytes = unpackImages(valuesOf(backend, images) as Int32Array);
    const sources = valuesOf(backend, indices);
    const packed = valuesOf(backend, parameters) as Float32Array;
    const values = valuesOf(backend, y);
    const imageBytes = sourceHeight * sourceWidth * CHANNELS;
    for (let view = 0; view < count; view++) {
      const image = sources[view % sources.length]!;
      const pixels = bytes.subarray(image * imageBytes, (image + 1) * imageBytes);
      const source = { height: sourceHeight, width: sourceWidth, pixels };
      const rendered = renderViewCpu(source, unpackViewParameters(packed, view), size);
      values.set(normalize(rendered, normalization), view * size * size * CHANNELS);
    }
    return y;
  },
};
