import { describe, expect, it, vi } from 'vitest';
import { findPreset } from '../../../config/presets';
import { viewsConfig } from '../../../config/viewsConfig';
import { fakeOverview } from '../../testing/fakeImages';
import { classCounts, partCounts } from './classCounts';
import { fitted } from './fitted';
import { gridMove } from './gridMove';
import { ImageCache } from './imageCache';
import { isNormalizedBy, normalizationBy } from './normalization';
import { ALL_IMAGES, selectImages } from './selection';

const overview = fakeOverview(60);

describe('fitted', () => {
  it('keeps the proportions of an image in its tile', () => {
    expect(fitted({ height: 20, width: 20 }, 50)).toEqual({ height: 50, width: 50, left: 0, top: 0 });
    expect(fitted({ height: 10, width: 40 }, 80)).toEqual({ height: 20, width: 80, left: 0, top: 30 });
    expect(fitted({ height: 40, width: 10 }, 80)).toEqual({ height: 80, width: 20, left: 30, top: 0 });
  });
});

describe('selectImages', () => {
  const duplicates = {
    groups: [
      { images: [4, 9], identical: true },
      { images: [0, 18], identical: false },
    ],
    complete: true,
  };
  const select = (filter: object) => [
    ...selectImages(60, overview, duplicates, { ...ALL_IMAGES, ...filter }),
  ];

  it('shows all images before anything is known of them', () => {
    expect([...selectImages(3, null, null, ALL_IMAGES)]).toEqual([0, 1, 2]);
  });

  it('takes class and part together', () => {
    expect(select({ part: 'test' })).toEqual([9, 19, 29, 39, 49, 59]);
    expect(select({ part: 'test', label: 3 })).toEqual([9, 39]);
  });

  it('keeps duplicates group by group', () => {
    expect(select({ duplicates: 'all' })).toEqual([4, 9, 0, 18]);
    expect(select({ duplicates: 1 })).toEqual([0, 18]);
    expect(select({ duplicates: 'all', part: 'test' })).toEqual([9]);
  });
});

describe('classCounts', () => {
  it('counts every image once', () => {
    const counts = classCounts(overview);
    expect(counts.map(({ total }) => total)).toEqual([10, 10, 10, 10, 10, 10]);
    expect(counts[3]).toMatchObject({ name: 'ring', parts: [8, 0, 2] });
    expect(partCounts(overview.parts)).toEqual([48, 6, 6]);
  });

  it('has nothing to count without labels', () => {
    const { count, height, width, trainedOn, parts, split, channels } = overview;
    expect(classCounts({ count, height, width, trainedOn, parts, split, channels })).toEqual([]);
  });
});

describe('gridMove', () => {
  it.each([
    ['ArrowRight', 6],
    ['ArrowDown', 9],
    ['ArrowUp', 1],
    ['PageDown', 11],
    ['Home', 0],
    ['End', 11],
    ['a', undefined],
  ])('%s goes from 5 to %s', (key, to) => expect(gridMove(5, key, 4, 12)).toBe(to));
});

describe('ImageCache', () => {
  const PIXELS = 4;
  function cached(batchBytes: number, mostBytes: number) {
    const asked: (readonly number[])[] = [];
    const read = vi.fn((indices: readonly number[]) => {
      asked.push(indices);
      const images = Uint8Array.from(indices.flatMap((index) => new Array<number>(3 * PIXELS).fill(index)));
      return Promise.resolve({ height: 2, width: 2, images });
    });
    const cache = new ImageCache(read, { batchBytes, mostBytes, imageBytes: 12 });
    return { cache, asked, read };
  }
  const settle = () => new Promise((resolve) => setImmediate(resolve));

  it('reads what is wanted in batches, and tells', async () => {
    const { cache, asked } = cached(24, 1200);
    const heard = vi.fn();
    cache.subscribe(heard);
    cache.want('grid', [7, 8, 9]);
    await settle();
    expect(asked).toEqual([[7, 8], [9]]);
    expect(cache.get(9)?.pixels[0]).toBe(9);
    expect(heard).toHaveBeenCalledTimes(2);
  });

  it('leaves out what is no longer wanted when its turn comes', async () => {
    const { cache, asked } = cached(24, 1200);
    cache.want('grid', [0, 1, 2, 3, 4, 5]);
    cache.want('grid', [50, 1]);
    await settle();
    expect(asked).toEqual([[0, 1], [50]]);
  });

  it('keeps a bounded number, those that were on show last', async () => {
    const { cache } = cached(24, 48);
    for (const first of [0, 2, 4, 6]) {
      cache.want('grid', [first, first + 1]);
      await settle();
    }
    expect(cache.size).toBe(4);
    expect([0, 3, 4, 7].map((index) => cache.get(index) !== undefined)).toEqual([false, false, true, true]);
  });

  it('reads for two places, and asks again for what could not be read', async () => {
    const { cache, asked, read } = cached(24, 1200);
    read.mockResolvedValueOnce(null as never);
    cache.want('grid', [1]);
    await settle();
    expect(cache.get(1)).toBeUndefined();
    cache.want('dialog', [2]);
    await settle();
    expect(asked).toEqual([[1, 2]]);
  });
});

it('the normalisation by a set keeps to what the fields take', () => {
  const { views } = findPreset('playground')!.config;
  const by = normalizationBy({ mean: [0.48141, 0.5, 0.1], std: [0.2, 0.001, 0.3] });
  expect(by).toEqual({
    mean: { red: 0.4814, green: 0.5, blue: 0.1 },
    std: { red: 0.2, green: 0.01, blue: 0.3 },
  });
  expect(viewsConfig.safeParse({ ...views, ...by }).success).toBe(true);
  expect(isNormalizedBy(views, by)).toBe(false);
  expect(isNormalizedBy({ ...views, ...by }, by)).toBe(true);
});
