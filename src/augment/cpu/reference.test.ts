import { describe, expect, it } from 'vitest';
import augmentFile from '../fixtures/augment_48x64.safetensors?url&inline';
import { readFixture } from '../fixtures/readFixture';
import { afterStep } from '../goldenSteps';
import { normalizationOf, REFERENCE_NORMALIZATION } from '../../config/normalization';
import { centerCrop } from './centerCrop';
import { flip } from './flip';
import { normalize } from './normalize';
import { resizedCrop, resizeShort } from './resize';
import type { RgbImage } from '../distortions/rgbImage';

interface AugmentConfig {
  readonly height: number;
  readonly width: number;
  readonly stages: readonly {
    readonly tensor: string;
    readonly ops: readonly (readonly [name: string, parameter: unknown])[];
  }[];
}

type Operation = (image: RgbImage, parameter: never) => RgbImage;

const GEOMETRY: Readonly<Record<string, Operation>> = {
  resized_crop: (image, [top, left, height, width, size]: [number, number, number, number, number]) =>
    resizedCrop(image, { top, left, height, width }, { height: size, width: size }),
  hflip: flip,
  resize_short: resizeShort,
  center_crop: centerCrop,
};

const fixture = await readFixture<AugmentConfig>(augmentFile);
const { height, width, stages } = fixture.config;
const image: RgbImage = { height, width, pixels: fixture.u8('image') };
const isNormalized = (tensor: string): boolean => tensor.endsWith('normalized');

const apply = (ops: AugmentConfig['stages'][number]['ops']): RgbImage =>
  ops.reduce<RgbImage>(
    (current, [name, parameter]) =>
      afterStep(current, name, parameter as number) ?? GEOMETRY[name]!(current, parameter as never),
    image,
  );

describe("the reference's augmentations", () => {
  it.each(stages.filter(({ tensor }) => !isNormalized(tensor)))('$tensor is met in every pixel', (stage) => {
    const result = apply(stage.ops);
    expect([result.height, result.width, 3]).toEqual(fixture.shape(stage.tensor));
    expect(result.pixels).toEqual(fixture.u8(stage.tensor));
  });

  it.each(stages.filter(({ tensor }) => isNormalized(tensor)))(
    '$tensor is met to 1e-6',
    ({ tensor, ops }) => {
      const { pixels } = apply(ops.slice(0, -1));
      const planes = fixture.f32(tensor);
      const area = planes.length / 3;
      const error = normalize(pixels, normalizationOf(REFERENCE_NORMALIZATION)).reduce(
        (worst, value, index) =>
          Math.max(worst, Math.abs(value - planes[(index % 3) * area + Math.floor(index / 3)]!)),
        0,
      );
      expect(error).toBeLessThan(1e-6);
    },
  );
});
