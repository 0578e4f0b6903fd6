import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PIXEL_MEAN, PIXEL_STD } from '../../augment/cpu/normalize';
import { renderViewCpu } from '../../augment/cpu/renderViewCpu';
import augmentFile from '../../augment/fixtures/augment_48x64.safetensors?url&inline';
import { readFixture } from '../../augment/fixtures/readFixture';
import { packImages } from '../../augment/packImages';
import { packViewParameters, VIEW_STRIDE } from '../../augment/packViewParameters';
import { sampleView } from '../../augment/sampleView';
import type { ColourOperation, ViewParameters } from '../../augment/viewParameters';
import { REFERENCE_DISTORTION } from '../../config/presets';
import type { ViewsConfig } from '../../config/viewsConfig';
import type { Computer } from '../../compute/computer';
import { renderViews } from '../../ops/renderViews';
import { openSharedDevice } from '../testing/sharedDevice';

interface AugmentConfig {
  readonly height: number;
  readonly width: number;
  readonly stages: readonly {
    readonly tensor: string;
    readonly ops: readonly (readonly [name: string, parameter: unknown])[];
  }[];
}

/** What one step of 8-bit hue can change in a channel: ⌈255 · 6 / 255⌉ levels. */
const HUE_LEVELS = 6;
/** Pixels that differ at all are few: ties of the hue, sums that lie on a rounding boundary. */
const MEAN_LEVELS = 0.01;

interface Images {
  readonly height: number;
  readonly width: number;
  readonly bytes: Uint8Array;
}

let open: Computer;
beforeAll(async () => {
  open = await openSharedDevice();
});
afterAll(() => open.close());

/** Views as the GPU renders them, normalised. */
async function renderOnGpu(
  images: Images,
  indices: readonly number[],
  views: readonly ViewParameters[],
  size: number,
): Promise<Float32Array> {
  const rendered = tf.tidy(() =>
    renderViews(
      {
        images: tf.tensor1d(packImages(images.bytes), 'int32'),
        indices: tf.tensor1d([...indices], 'int32'),
        parameters: tf.tensor2d(packViewParameters(views), [views.length, VIEW_STRIDE]),
      },
      { sourceHeight: images.height, sourceWidth: images.width, size },
    ),
  );
  const values = await rendered.data<'float32'>();
  rendered.dispose();
  return values;
}

const toLevels = (values: Float32Array): Uint8Array =>
  Uint8Array.from(values, (value, index) =>
    Math.round((value * (PIXEL_STD[index % 3] as number) + (PIXEL_MEAN[index % 3] as number)) * 255),
  );

/** Largest and mean difference in levels of 8 bits. */
function difference(
  actual: Uint8Array,
  expected: Uint8Array,
): { readonly worst: number; readonly mean: number } {
  expect(actual.length).toBe(expected.length);
  let [worst, sum] = [0, 0];
  actual.forEach((level, index) => {
    const distance = Math.abs(level - expected[index]!);
    worst = Math.max(worst, distance);
    sum += distance;
  });
  return { worst, mean: sum / actual.length };
}

function parametersOf(ops: AugmentConfig['stages'][number]['ops']): { view: ViewParameters; size: number } {
  const [top, left, height, width, size] = ops[0]?.[1] as [number, number, number, number, number];
  const find = (name: string): unknown => ops.find(([operation]) => operation === name)?.[1];
  const has = (name: string): boolean => ops.some(([operation]) => operation === name);
  const jitter = ops
    .filter(([name]) => ['brightness', 'contrast', 'saturation', 'hue'].includes(name))
    .map(([name, amount]) => ({ operation: name as ColourOperation, amount: amount as number }));
  const view = {
    crop: { top, left, height, width },
    flip: has('hflip'),
    jitter,
    grayscale: has('grayscale'),
    blurSigma: (find('blur') as number | undefined) ?? 0,
    solarize: has('solarize'),
  };
  return { view, size };
}

const fixture = await readFixture<AugmentConfig>(augmentFile);
const stages = fixture.config.stages.filter(({ tensor }) => /^(crop|chain)\/.*[^d]$/.test(tensor));

describe("views on the GPU against the reference's", () => {
  const images = { ...fixture.config, bytes: fixture.u8('image') };
  it.each(stages)('$tensor', async ({ tensor, ops }) => {
    const { view, size } = parametersOf(ops);
    const levels = toLevels(await renderOnGpu(images, [0], [view], size));
    const { worst, mean } = difference(levels, fixture.u8(tensor));
    expect(worst).toBeLessThanOrEqual(
      view.jitter.some(({ operation }) => operation === 'hue') ? HUE_LEVELS : 1,
    );
    expect(mean).toBeLessThan(MEAN_LEVELS);
  });
});

const config: ViewsConfig = {
  crops: [{ size: 24, count: 2, scaleMin: 0.1, scaleMax: 1 }],
  flip: 0.5,
  noFlipGrid: false,
  ...REFERENCE_DISTORTION,
};

/** Images with all colours, smooth in places and noisy in others. */
function testImages(count: number, height: number, width: number): Images {
  const bytes = Uint8Array.from({ length: count * height * width * 3 }, (_, index) => {
    const [pixel, channel] = [Math.floor(index / 3), index % 3];
    const [y, x] = [Math.floor(pixel / width), pixel % width];
    const wave = 127.5 + 127.5 * Math.sin(0.21 * (channel + 1) * x + 0.13 * y + 2 * channel);
    return x > width / 2 ? wave : (Math.imul(index, 2654435761) >>> 24) & 255;
  });
  return { height, width, bytes };
}

describe('views on the GPU against the CPU renderer', () => {
  it.each([
    ['enlarged', 20, 27, 32, 12],
    ['shrunk', 61, 50, 13, 12],
    ['larger than a workgroup', 40, 40, 150, 2],
  ])('random views, %s', async (_, height, width, size, count) => {
    const images = testImages(3, height, width);
    const views = Array.from({ length: count }, (__, index) =>
      sampleView(config, 0, index % 2, { height, width }, 5, size, index),
    );
    const indices = views.map((__, index) => index % 3);
    const imageBytes = height * width * 3;
    const expected = views.flatMap((view, index) => {
      const pixels = images.bytes.subarray((index % 3) * imageBytes, ((index % 3) + 1) * imageBytes);
      return [...renderViewCpu({ height, width, pixels }, view, size)];
    });
    const levels = toLevels(await renderOnGpu(images, indices, views, size));
    const { worst, mean } = difference(levels, Uint8Array.from(expected));
    expect(worst).toBeLessThanOrEqual(HUE_LEVELS);
    expect(mean).toBeLessThan(MEAN_LEVELS);
  });
});
