import { describe, expect, it } from 'vitest';
import type { HeldOutSet, ImageSet } from '../data/imageSet';
import type { InspectionProgress } from '../reports/inspection';
import { EvaluationImages } from './evaluationImages';
import { SetInspection } from './setInspection';

/** Images of one level each, of two classes in turn. */
function plainSet(levels: readonly number[], masks = false): ImageSet {
  const side = 2;
  return {
    name: 'levels',
    count: levels.length,
    height: side,
    width: side,
    images: Uint8Array.from(levels.flatMap((level) => new Array<number>(3 * side * side).fill(level))),
    labels: Uint16Array.from(levels, (_, image) => image % 2),
    classNames: ['even', 'odd'],
    ...(masks
      ? {
          masks: Uint8Array.from(levels.flatMap(() => [0, 1, 1, 255])),
          maskClassNames: ['ground', 'thing'],
        }
      : {}),
  };
}

function inspect(training: ImageSet, heldOut: readonly HeldOutSet[] = []) {
  const told: InspectionProgress[] = [];
  const images = new EvaluationImages(training, () => Promise.resolve(heldOut));
  return { told, inspection: new SetInspection(training, images, (progress) => told.push(progress)) };
}

describe('SetInspection', () => {
  it('splits a set without parts as evaluations do', async () => {
    const training = plainSet(Array.from({ length: 40 }, (_, image) => image));
    const overview = await inspect(training).inspection.overview(7);
    const sizes = [0, 1, 2].map((part) => overview.parts.filter((value) => value === part).length);
    expect(sizes).toEqual([28, 6, 6]);
    expect(overview.split).toEqual({ train: 28, validation: 6, test: 6, seed: 7, source: 'stratified' });
    expect(overview.trainedOn).toBe(40);
    expect(overview.masks).toBeUndefined();
  });

  it('puts images that are kept from training behind the others, and takes moments without them', async () => {
    const test = plainSet([200, 201]);
    const { inspection } = inspect(plainSet([0, 255, 0, 255], true), [{ split: 'test', set: test }]);
    const overview = await inspection.overview(1);
    expect(overview.count).toBe(6);
    expect([...overview.parts.subarray(4)]).toEqual([2, 2]);
    expect(overview.channels).toEqual({ mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] });
    // The images that are kept have no masks: their pixels are of no class.
    expect(overview.masks).toEqual({ names: ['ground', 'thing'], pixels: [4, 8], ignored: 12 });
    expect(inspection.readImages([5, 1]).images).toEqual(
      Uint8Array.from([...new Array<number>(12).fill(201), ...new Array<number>(12).fill(255)]),
    );
  });

  it('finds duplicates across parts', async () => {
    const { inspection, told } = inspect(plainSet([10, 20, 30]), [{ split: 'test', set: plainSet([20]) }]);
    const { groups } = await inspection.findDuplicates(1);
    expect(groups).toEqual([{ images: [1, 3], identical: true }]);
    expect(told.every(({ share }) => share >= 0 && share <= 1)).toBe(true);
  });

  it('has images that are still being made made at once', () => {
    const needed: number[][] = [];
    const arriving = {
      need: (indices: readonly number[]) => {
        needed.push([...indices]);
        return true;
      },
      all: new Promise<void>(() => undefined),
    };
    const { inspection } = inspect({ ...plainSet([1, 2, 3]), arriving });
    expect(inspection.readImages([2]).images[0]).toBe(3);
    expect(needed).toEqual([[2]]);
  });

  it.each([[[3]], [[-1]], [[0.5]], [new Array<number>(6_000_000).fill(0)]])(
    'refuses numbers that no image has, and more than fit',
    (indices) => {
      const { inspection } = inspect(plainSet([1, 2, 3]));
      expect(() => inspection.readImages(indices)).toThrow(
        expect.objectContaining({ info: expect.objectContaining({ code: 'data_missing' }) as unknown }),
      );
    },
  );

  it('is cancelled when it is closed, and looks again after a failure', async () => {
    const training = plainSet([1, 2]);
    let fails = true;
    const read = () => (fails ? Promise.reject(new Error('gone')) : Promise.resolve([]));
    const inspection = new SetInspection(training, new EvaluationImages(training, read), () => undefined);
    await expect(inspection.overview(1)).rejects.toThrow('gone');
    fails = false;
    expect((await inspection.overview(1)).count).toBe(2);
    inspection.close();
    await expect(inspection.overview(2)).rejects.toMatchObject({ info: { code: 'cancelled' } });
  });
});
