import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { failureInfo } from '../../failure';
import type { FailureInfo } from '../../failure';
import { CIFAR100_CLASSES } from './classNames';
import { readCifar } from './readCifar';

/** Records whose pixel bytes count up from the record's number. */
function batch(labels: readonly (readonly number[])[]): Uint8Array {
  return Uint8Array.from(
    labels.flatMap((label, index) => [
      ...label,
      ...Array.from({ length: 3072 }, (_, byte) => (byte + index) % 251),
    ]),
  );
}

function failureOf(...files: Parameters<typeof readCifar>[0]): FailureInfo {
  try {
    readCifar(files);
  } catch (error) {
    return failureInfo(error);
  }
  throw new Error('accepted');
}

describe('readCifar', () => {
  it('reads batches one after another, planes to RGB', () => {
    const set = readCifar([
      { name: 'data_batch_2.bin', bytes: batch([[9], [0]]) },
      { name: 'data_batch_10.bin', bytes: batch([[7]]) },
    ]);
    expect([set.count, set.height, set.width]).toEqual([3, 32, 32]);
    expect([...set.labels!]).toEqual([9, 0, 7]);
    expect(set.classNames?.[9]).toBe('truck');
    // Pixel 5 of image 1: bytes 5, 1029 and 2053 of its planes, plus one.
    expect([...set.images.subarray(3072 + 15, 3072 + 18)]).toEqual([6, (1029 + 1) % 251, (2053 + 1) % 251]);
  });

  it('takes at most so many images, spread over all batches', () => {
    const set = readCifar(
      [
        { name: 'data_batch_1.bin', bytes: batch([[0], [1], [2]]) },
        { name: 'data_batch_2.bin', bytes: batch([[3], [4], [5]]) },
      ],
      undefined,
      3,
    );
    expect([set.count, ...set.labels!]).toEqual([3, 0, 2, 4]);
    expect([set.images[3072], set.images[2 * 3072]]).toEqual([2, 1]);
  });

  it('tells CIFAR-100 by its size and takes the fine label', () => {
    const set = readCifar([
      {
        name: 'data.bin',
        bytes: batch([
          [3, 99],
          [19, 0],
        ]),
      },
    ]);
    expect([...set.labels!]).toEqual([99, 0]);
    expect(CIFAR100_CLASSES).toHaveLength(100);
    expect(set.classNames?.[99]).toBe('worm');
  });

  it('names the file, its size and the record size of a truncated file', () => {
    const failure = failureOf({ name: 'data_batch_3.bin', bytes: batch([[1], [2]]).subarray(0, 5000) });
    expect(failure.code).toBe('data_truncated');
    expect(failure.message).toContain('data_batch_3.bin has 5,000 bytes');
    expect(failure.message).toContain('multiple of 3,073');
    expect(failure.remedy).toContain('binary');
    expect(failureOf({ name: 'train.bin', bytes: new Uint8Array(100) }).message).toContain('3,074');
    expect(failureOf({ name: 'data_batch_1.bin', bytes: new Uint8Array(0) }).code).toBe('data_truncated');
  });

  it('refuses labels out of range, mixed data sets and nothing', () => {
    const label = failureOf({ name: 'a.bin', bytes: batch([[1], [10]]) });
    expect([label.code, label.message]).toEqual([
      'data_unreadable',
      expect.stringContaining('label 10 at byte 3,073'),
    ]);
    const mixed = failureOf(
      { name: 'a.bin', bytes: batch([[1]]) },
      { name: 'b.bin', bytes: batch([[1, 1]]) },
    );
    expect(mixed.message).toContain('b.bin holds CIFAR-100');
    expect(failureOf().code).toBe('data_missing');
  });

  it('takes other class names only where there is one for each class', () => {
    const file = { name: 'a.bin', bytes: batch([[0]]) };
    const names = 'abcdefghij'.split('');
    expect(readCifar([file], names).classNames).toEqual(names);
    expect(readCifar([file], ['a']).classNames?.[0]).toBe('airplane');
  });

  const real = new URL('../../../../shared/data/cifar10-mini/test_batch.bin', import.meta.url);
  it.skipIf(!existsSync(real))('reads real images (skipped where the data set is absent)', () => {
    const set = readCifar([{ name: 'test_batch.bin', bytes: readFileSync(real) }]);
    expect(set.count).toBe(1000);
    for (let label = 0; label < 10; label++) {
      expect(set.labels!.filter((other) => other === label)).toHaveLength(100);
    }
  });
});
