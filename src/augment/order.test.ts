import { describe, expect, it } from 'vitest';
import { Failure } from '../failure';
import { batchIndices, stepsPerEpoch } from './order';

/** The images of the first `steps` steps, one after the other. */
const sequence = (count: number, batch: number, seed: number, steps: number): number[] =>
  Array.from({ length: steps }, (_, step) => [...batchIndices(count, batch, seed, step)]).flat();

const ascending = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);

describe('batchIndices', () => {
  it('goes through the whole data set in every epoch, across batches that run on', () => {
    const everyImage = Array.from({ length: 10 }, (_, index) => index);
    const seen = sequence(10, 4, 1, 5);
    expect(ascending(seen.slice(0, 10))).toEqual(everyImage);
    expect(ascending(seen.slice(10))).toEqual(everyImage);
    expect(seen.slice(0, 10)).not.toEqual(seen.slice(10));
  });

  it('is a function of seed and step, whatever was asked before', () => {
    const direct = batchIndices(50, 7, 3, 40);
    sequence(50, 7, 4, 60);
    expect(batchIndices(50, 7, 3, 40)).toEqual(direct);
    expect(batchIndices(50, 7, 4, 40)).not.toEqual(direct);
  });

  it('refuses a batch that is larger than the data set', () => {
    expect(() => batchIndices(3, 4, 1, 0)).toThrow(Failure);
    expect(ascending([...batchIndices(4, 4, 1, 0)])).toEqual([0, 1, 2, 3]);
  });
});

describe('stepsPerEpoch', () => {
  it('counts the started batch', () => {
    expect([stepsPerEpoch(10, 5), stepsPerEpoch(11, 5)]).toEqual([2, 3]);
  });
});
