import { expect, it } from 'vitest';
import { channelMoments } from './channelMoments';
import { JoinedGroups } from './joinedGroups';
import { leaks } from './leakage';
import { maskPixels } from './maskPixels';
import { finished } from './testing/finished';

it('takes mean and standard deviation of each channel, 0 to 1', () => {
  const { mean, std } = finished(channelMoments(Uint8Array.of(0, 255, 51, 255, 255, 153)));
  expect(mean).toEqual([0.5, 1, 0.4]);
  [0.5, 0, 0.2].forEach((value, channel) => expect(std[channel]).toBeCloseTo(value, 12));
});

it('goes over more bytes than it takes at once', () => {
  const images = Uint8Array.from({ length: 3 * (2 ** 18 + 5) }, (_, at) => (at % 3 === 1 ? 255 : 0));
  const task = channelMoments(images);
  const shares = [task.next().value, task.next().value];
  expect(shares[0]).toBeGreaterThan(0.9);
  expect(shares[1]).toBe(1);
  expect(finished(channelMoments(images))).toEqual({ mean: [0, 1, 0], std: [0, 0, 0] });
});

it('counts the pixels of mask classes, and those of none', () => {
  const masks = Uint8Array.of(0, 1, 1, 255, 7, 1);
  expect(finished(maskPixels(masks, ['ground', 'tree']))).toEqual({
    names: ['ground', 'tree'],
    pixels: [1, 3],
    ignored: 2,
  });
});

it('joins numbers into groups in any order', () => {
  const joined = new JoinedGroups(7);
  joined.join(5, 2);
  joined.join(6, 5);
  joined.join(4, 1);
  joined.join(6, 2);
  expect(joined.groups).toEqual([
    [1, 4],
    [2, 5, 6],
  ]);
});

it('names duplicates that are in several parts', () => {
  const parts = Uint8Array.of(0, 0, 1, 2, 2, 2);
  const groups = [
    { images: [0, 3, 4], identical: false },
    { images: [1, 2], identical: true },
  ];
  expect(leaks(groups, parts)).toEqual([
    { from: 'train', to: 'test', groups: 1, images: 2 },
    { from: 'train', to: 'validation', groups: 1, images: 1 },
  ]);
  expect(leaks([{ images: [4, 5], identical: true }], parts)).toEqual([]);
});
