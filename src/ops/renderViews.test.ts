import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { normalize } from '../augment/cpu/normalize';
import { renderViewCpu } from '../augment/cpu/renderViewCpu';
import { packImages } from '../augment/packImages';
import { packViewParameters } from '../augment/packViewParameters';
import { PLAIN_VIEW, type ViewParameters } from '../augment/viewParameters';
import { renderViews } from './renderViews';

beforeAll(() => tf.setBackend('cpu'));

describe('normalize', () => {
  it('centres and scales each channel by its own mean and spread', () => {
    const [mean, std] = [
      [0.2, 0.4, 1],
      [0.5, 0.1, 0.25],
    ] as const;
    const values = [...normalize(Uint8Array.of(51, 51, 255, 255, 102, 0), { mean, std })];
    [0, -2, 0, 1.6, 0, -4].forEach((value, index) => expect(values[index]).toBeCloseTo(value, 5));
  });
});

describe('renderViews, composed', () => {
  it('renders each view from its own image', async () => {
    const [count, height, width, size] = [3, 7, 9, 8];
    const images = Uint8Array.from({ length: count * height * width * 3 }, (_, index) => (index * 37) % 256);
    const plain: ViewParameters = {
      ...PLAIN_VIEW,
      crop: { top: 1, left: 2, height: 5, width: 6 },
      jitter: [{ operation: 'hue', amount: -0.1 }],
      solarize: true,
    };
    const views = [plain, { ...plain, flip: true, blurSigma: 0.7, solarize: false }];
    const indices = [2, 0];
    const normalization = { mean: [0.1, 0.5, 0.9], std: [0.3, 0.25, 0.9] } as const;
    const rendered = renderViews(
      {
        images: tf.tensor1d(packImages(images), 'int32'),
        indices: tf.tensor1d(indices, 'int32'),
        parameters: tf.tensor2d(packViewParameters(views), [
          views.length,
          packViewParameters([plain]).length,
        ]),
      },
      { sourceHeight: height, sourceWidth: width, size, ...normalization },
    );
    expect(rendered.shape).toEqual([views.length, size, size, 3]);
    const imageBytes = height * width * 3;
    const expected = views.flatMap((view, index) => {
      const first = (indices[index] ?? 0) * imageBytes;
      const pixels = images.subarray(first, first + imageBytes);
      return [...normalize(renderViewCpu({ height, width, pixels }, view, size), normalization)];
    });
    expect([...(await rendered.data())]).toEqual(expected);
  });
});
