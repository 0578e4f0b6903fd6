import * as tf from '@tensorflow/tfjs-core';
import { packImages } from '../../src/augment/packImages';
import { packViewParameters, VIEW_STRIDE } from '../../src/augment/packViewParameters';
import { renderViews } from '../../src/ops/renderViews';
import type { Pipeline } from './pipeline';
import type { Work } from './work';

/** The op on tfjs's current backend, by our kernels where they are registered, else by its composition. */
export function opPipeline(
  { bytes, views, images, source, size, normalization }: Work,
  idle: () => Promise<void>,
  close: () => void,
): Pipeline {
  const inputs = {
    images: tf.tensor1d(packImages(bytes), 'int32'),
    indices: tf.range(0, images, 1, 'int32'),
    parameters: tf.tensor2d(packViewParameters(views), [views.length, VIEW_STRIDE]),
  };
  const attributes = { sourceHeight: source, sourceWidth: source, size, ...normalization };
  const render = () => tf.tidy(() => renderViews(inputs, attributes));
  return {
    async render() {
      tf.dispose(render());
      await idle();
    },
    async values() {
      const rendered = render();
      const values = await rendered.data<'float32'>();
      rendered.dispose();
      return values.slice();
    },
    close,
  };
}
