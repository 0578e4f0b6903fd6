import { statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { diskFile } from '../../data/node/listFiles';
import { openWeights } from '../../formats/weightsFile';
import { backboneSpecs } from '../../nn/backboneSpecs';
import { fitOpenWeights } from './fitWeights';
import { HOLE_NAME, SPARSE_FORMATS, withSparseFile } from './testing/sparseFiles';
import { CONVNEXT, expectWhole, targetOf, tensor } from './testing/weightsFiles';

const GIGABYTE = 1e9;
const MEGABYTE = 1e6;

describe('a weights file of more than 4 GB', () => {
  const tensors = Object.fromEntries(
    backboneSpecs(CONVNEXT).map(({ name, shape }, index) => [name, tensor(shape, index)]),
  );

  it.each(Object.entries(SPARSE_FORMATS))('in the %s: only what is used is read', async (_, pieces) => {
    await withSparseFile(pieces(tensors), async (path) => {
      const { size } = statSync(path);
      expect(size).toBeGreaterThan(4.3 * GIGABYTE);
      const disk = diskFile(path, 'large', size);
      let bytesRead = 0;
      const source = {
        size,
        slice: (start: number, end: number) => {
          bytesRead += end - start;
          // Nothing of such a size is ever asked for, so that the test cannot fill the memory either.
          if (end - start > 100 * MEGABYTE) throw new Error(`${end - start} bytes at once`);
          return disk.slice(start, end);
        },
      };
      const before = memory();
      const opened = await openWeights(source, 'large.pth');
      const fitted = await fitOpenWeights(targetOf(CONVNEXT), opened);
      expect(memory() - before).toBeLessThan(100 * MEGABYTE);
      expectWhole(fitted, CONVNEXT);
      expect(fitted.report.unexpected).toEqual([HOLE_NAME]);
      // The legacy format does not say how long its pickles are; 64 MiB of it are looked at.
      expect(bytesRead).toBeLessThan(70 * MEGABYTE);
    });
  });
});

function memory(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
