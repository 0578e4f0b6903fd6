import { expect, it } from 'vitest';
import { channelStatistics, orderedChannels, TOP } from './channelStatistics';

/** Parts of images with one value a channel in cell `image % 4`, and zeros in three other cells. */
function part(images: readonly number[], valueOf: (image: number, channel: number) => number) {
  const channels = 2;
  const values = images.flatMap((image) => [0, 1].map((channel) => valueOf(image, channel)));
  const mean = (power: number, channel: number) =>
    images.reduce((sum, image) => sum + valueOf(image, channel) ** power, 0) / images.length / 4;
  const over = (power: number) => Float32Array.from([mean(power, 0), mean(power, 1)]);
  const peaks = {
    ...{ rows: 2, columns: 2, channels },
    peaks: Float32Array.from(values),
    cells: Int32Array.from(images.flatMap((image) => [image % 4, image % 4])),
    ...{ means: over(1), squares: over(2) },
  };
  return { images, step: 3, peaks };
}

it('finds over all parts which images excite a channel, how much, and how selectively', () => {
  // Channel 0 is the same everywhere; channel 1 is excited by images 7 and 30 alone.
  const valueOf = (image: number, channel: number) =>
    channel === 0 ? 2 : image === 7 ? 8 : image === 30 ? 4 : 0;
  const numbers = Array.from({ length: 32 }, (_, image) => image);
  const parts = [part(numbers.slice(0, 10), valueOf), part(numbers.slice(10), valueOf)];
  const [even, selective] = channelStatistics(parts);
  expect(even!.mean).toBeCloseTo(0.5, 6);
  expect(even!.deviation).toBeCloseTo(Math.sqrt(1 - 0.25), 6);
  expect(even!.share).toBe(0);
  expect(selective!.mean).toBeCloseTo(12 / 128, 6);
  expect(selective!.top.slice(0, 2)).toEqual([
    { image: 7, cell: 3, value: 8 },
    { image: 30, cell: 2, value: 4 },
  ]);
  expect(selective!.top).toHaveLength(TOP);
  expect(selective!.share).toBe(2 / 32);
  const order = (by: 'number' | 'mean' | 'selectivity') =>
    orderedChannels([selective!, even!], by).map(({ channel }) => channel);
  expect(order('number')).toEqual([1, 0]);
  expect(order('mean')).toEqual([0, 1]);
  expect(even!.selectivity).toBeCloseTo(1.5 / Math.sqrt(0.75), 5);
});

it('calls a channel that never changes neither selective nor outstanding', () => {
  const [dead] = channelStatistics([part([1, 2, 3], () => 0)]);
  expect(dead).toMatchObject({ share: 0, selectivity: 0, mean: 0, deviation: 0 });
});
