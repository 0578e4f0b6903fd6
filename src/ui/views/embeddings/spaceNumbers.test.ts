import { describe, expect, it } from 'vitest';
import type { EmbeddingSpace } from '../../../worker/protocol';
import { alignPlaces } from './alignPlaces';
import { nearestPoints } from './neighbours';
import { collapseFindings } from './spaceCollapse';

const kinds = (measures: Partial<EmbeddingSpace>) => {
  const well = { count: 100, dimensions: 64, std: 1 / 8, rankMe: 40, correlation: 0.2 };
  return collapseFindings({ ...well, ...measures } as EmbeddingSpace).map(({ kind }) => kind);
};

describe('collapseFindings', () => {
  it('calls each collapse by its name', () => {
    expect(kinds({})).toEqual(['none']);
    expect(kinds({ std: 0.01 / 8, rankMe: 1 })).toEqual(['complete']);
    expect(kinds({ std: 0.3 / 8 })).toEqual(['narrow']);
    expect(kinds({ rankMe: 6 })).toEqual(['dimensional']);
    expect(kinds({ rankMe: 6, correlation: 0.9 })).toEqual(['dimensional', 'redundant']);
  });

  it('allows for few vectors', () => {
    expect(kinds({ count: 5, rankMe: 3, correlation: 0.6 })).toEqual(['none']);
    expect(kinds({ count: 5, rankMe: 3, correlation: 0.8 })).toEqual(['redundant']);
  });
});

describe('alignPlaces', () => {
  it('turns each axis the way that it went', () => {
    const before = Float32Array.of(1, 2, -1, -2);
    expect([...alignPlaces(before, Float32Array.of(-2, 3, 2, -3))]).toEqual([2, 3, -2, -3]);
    expect([...alignPlaces(null, Float32Array.of(-2, 3))]).toEqual([-2, 3]);
  });
});

describe('nearestPoints', () => {
  it('goes by direction, and leaves the point itself out', () => {
    const vectors = Float32Array.of(1, 0, 0, 1, 5, 0.5, -1, 0);
    const found = nearestPoints({ vectors, count: 4, width: 2 }, 0, 3);
    expect(found.map(({ point }) => point)).toEqual([2, 1, 3]);
    expect(found.map(({ distance }) => Math.round(100 * distance) / 100)).toEqual([0, 1, 2]);
  });
});
