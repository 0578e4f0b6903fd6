import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packImages } from '../../augment/packImages';
import { packViewParameters } from '../../augment/packViewParameters';
import type { ViewParameters } from '../../augment/viewParameters';
import { renderViews } from '../../ops/renderViews';
import type { Computer } from '../../compute/computer';
import { nodeFiles } from '../nodeFiles';
import { openProcessor } from '../processor';

let processor: Computer;
beforeAll(async () => {
  processor = await openProcessor(nodeFiles());
});
afterAll(() => processor.close());

it('renders views on WebAssembly to the bit as the composition does', async () => {
  const [count, height, width, size] = [3, 7, 9, 8];
  const images = Uint8Array.from({ length: count * height * width * 3 }, (_, index) => (index * 37) % 256);
  const plain: ViewParameters = {
    crop: { top: 1, left: 2, height: 5, width: 6 },
    flip: false,
    jitter: [{ operation: 'hue', amount: -0.1 }],
    grayscale: false,
    blurSigma: 0,
    solarize: true,
  };
  const packed = packViewParameters([plain, { ...plain, flip: true, blurSigma: 0.7, solarize: false }]);
  const render = (): tf.Tensor =>
    renderViews(
      {
        images: tf.tensor1d(packImages(images), 'int32'),
        indices: tf.tensor1d([2, 0], 'int32'),
        parameters: tf.tensor2d(packed, [2, packed.length / 2]),
      },
      { sourceHeight: height, sourceWidth: width, size },
    );
  await tf.setBackend('cpu');
  const expected = await render().data();
  await tf.setBackend('wasm');
  const actual = render();
  expect(actual.shape).toEqual([2, size, size, 3]);
  expect(await actual.data()).toEqual(expected);
});
