import { describe, expect, it } from 'vitest';
import { resizedCrop } from '../../augment/cpu/resize';
import type { RgbImage } from '../../augment/distortions/rgbImage';
import type { Fit } from '../../config/dataConfig';
import { randomStream } from '../../random/stream';
import { fitImage } from './fitImage';
import { reduced } from './reduced';

const image = (
  width: number,
  height: number,
  value: (row: number, column: number, channel: number) => number,
): RgbImage => ({
  width,
  height,
  pixels: Uint8Array.from({ length: width * height * 3 }, (_, at) =>
    value(Math.floor(at / 3 / width), Math.floor(at / 3) % width, at % 3),
  ),
});
const noise = (width: number, height: number) => {
  const stream = randomStream(3, 'probe', width, height);
  return image(width, height, () => stream.below(256));
};

describe('an image in its frame', () => {
  const halves = image(64, 32, (_, column) => (column < 32 ? 0 : 200));
  const column = (pixels: Uint8Array, at: number) =>
    Array.from({ length: 16 }, (_, row) => pixels[3 * (row * 16 + at)]!);
  const fitted = (fit: Fit) => fitImage(halves, { size: 16, fit });

  it('is its middle, all of it between bars of grey, or squashed', () => {
    const [bars, dark, light] = [
      Array<number>(4).fill(128),
      Array<number>(8).fill(0),
      Array<number>(8).fill(200),
    ];
    expect(column(fitted('crop'), 2)).toEqual([...dark, ...dark]);
    expect(column(fitted('crop'), 13)).toEqual([...light, ...light]);
    expect(column(fitted('letterbox'), 2)).toEqual([...bars, ...dark, ...bars]);
    expect(column(fitted('letterbox'), 13)).toEqual([...bars, ...light, ...bars]);
    expect(column(fitted('squash'), 13)).toEqual([...light, ...light]);
  });

  it('is resized as a view is, where it is not much larger', () => {
    const source = noise(75, 60);
    const expected = resizedCrop(
      source,
      { left: 7, top: 0, width: 60, height: 60 },
      { width: 16, height: 16 },
    ).pixels;
    expect(fitImage(source, { size: 16, fit: 'crop' })).toEqual(expected);
  });

  it('stays within a third of a pixel of its place where it is averaged first', () => {
    const [width, height] = [403, 399];
    const ramp = image(width, height, (row, column, channel) =>
      Math.round(255 * [row / height, column / width, 0.5][channel]!),
    );
    const pixels = fitImage(ramp, { size: 16, fit: 'squash' });
    const third = 255 / 16 / 3;
    for (let at = 0; at < 16; at++) {
      const middle = (255 * (at + 0.5)) / 16;
      expect(Math.abs(pixels[3 * 16 * at]! - middle)).toBeLessThan(third);
      expect(Math.abs(pixels[3 * at + 1]! - middle)).toBeLessThan(third);
    }
  });
});

describe('reduced', () => {
  it('has means of whole blocks of a part of the image, rounded', () => {
    const source = noise(23, 17);
    const { width, height, pixels } = reduced(source, { left: 2, top: 1, width: 20, height: 15 }, 3, 2);
    expect([width, height]).toEqual([6, 7]);
    const [row, column, channel] = [4, 5, 1];
    const block = [0, 1].flatMap((down) =>
      [0, 1, 2].map((across) => {
        const [y, x] = [1 + 2 * row + down, 3 + 3 * column + across];
        return source.pixels[3 * (y * 23 + x) + channel]!;
      }),
    );
    const mean = block.reduce((sum, value) => sum + value, 0) / block.length;
    expect(pixels[3 * (row * width + column) + channel]).toBe(Math.round(mean));
  });
});
