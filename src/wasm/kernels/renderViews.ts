import { normalize } from '../../augment/cpu/normalize';
import { renderViewCpu } from '../../augment/cpu/renderViewCpu';
import { CHANNELS } from '../../augment/cpu/rgbImage';
import { unpackImages } from '../../augment/packImages';
import { unpackViewParameters } from '../../augment/packViewParameters';
import { renderViews } from '../../gpu/ops/renderViews';
import { allocate } from '../backendView';
import { need, registerWasmKernel } from './register';

/** The exact CPU rendering, on the images where they lie: the composition would copy all of them at every step. */
export function registerRenderViews(): void {
  registerWasmKernel(renderViews.kernelName, (backend, inputs, attributes) => {
    const { sourceHeight, sourceWidth, size } = attributes as Record<string, number> & {
      sourceHeight: number;
      sourceWidth: number;
      size: number;
    };
    const indices = backend.typedArrayFromHeap(need(inputs, 'indices'));
    const y = allocate(backend, [indices.length, size, size, CHANNELS]);
    // Views of the memory are taken anew after an allocation, which may have moved it.
    const bytes = unpackImages(backend.typedArrayFromHeap(need(inputs, 'images')) as Int32Array);
    const packed = backend.typedArrayFromHeap(need(inputs, 'parameters')) as Float32Array;
    const imageBytes = sourceHeight * sourceWidth * CHANNELS;
    const values = backend.typedArrayFromHeap(y);
    (backend.typedArrayFromHeap(need(inputs, 'indices')) as Int32Array).forEach((image, view) => {
      const pixels = bytes.subarray(image * imageBytes, (image + 1) * imageBytes);
      const source = { height: sourceHeight, width: sourceWidth, pixels };
      const rendered = renderViewCpu(source, unpackViewParameters(packed, view), size);
      values.set(normalize(rendered), view * size * size * CHANNELS);
    });
    return y;
  });
}
