import type { DuplicateReport, ImageBatch, SetOverview } from '../../worker/protocol';
import { fakeImage } from './fakeSnapshot';

/** @file What a worker without images would tell of them: for tests and for work on the page. */

export const FAKE_CLASSES = ['disc', 'cube', 'star', 'ring', 'cross', 'cone'];

const MASKS = ['ground', 'shape'];
const SIDE = 32;

/** Classes in turn; of ten images one is for validation and one for tests. */
export function fakeOverview(count: number): SetOverview {
  const parts = Uint8Array.from({ length: count }, (_, index) => Math.max(0, (index % 10) - 7));
  const sizes = [0, 1, 2].map((part) => parts.filter((value) => value === part).length);
  return {
    ...{ count, height: SIDE, width: SIDE, trainedOn: count },
    parts,
    split: { train: sizes[0]!, validation: sizes[1]!, test: sizes[2]!, seed: 1, source: 'stratified' },
    labels: Uint16Array.from({ length: count }, (_, index) => index % FAKE_CLASSES.length),
    classNames: FAKE_CLASSES,
    channels: { mean: [0.51, 0.5, 0.48], std: [0.21, 0.2, 0.22] },
    masks: { names: MASKS, pixels: [900 * count, 100 * count], ignored: 24 * count },
  };
}

export function fakeBatch(indices: readonly number[]): ImageBatch {
  const pixels = SIDE * SIDE;
  const images = new Uint8Array(indices.length * pixels * 3);
  const masks = new Uint8Array(indices.length * pixels);
  indices.forEach((index, place) => {
    images.set(fakeImage(index, SIDE), place * pixels * 3);
    masks.fill(1, place * pixels, place * pixels + pixels / 4);
  });
  return { height: SIDE, width: SIDE, images, masks };
}

export const FAKE_DUPLICATES: DuplicateReport = {
  groups: [
    { images: [0, 9], identical: true },
    { images: [1, 2, 3], identical: false },
  ],
  complete: true,
};
