import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import type { DuplicateReport } from '../../reports/inspection';
import { generateScenes } from '../synthetic/generateScenes';
import { finished } from './testing/finished';
import { findDuplicates } from './findDuplicates';

const SIDE = 32;
const BYTES = 3 * SIDE * SIDE;

async function scenes(count: number): Promise<Uint8Array[]> {
  const { images } = await generateScenes(SIDE, count, 3);
  return Array.from({ length: count }, (_, image) => images.slice(image * BYTES, (image + 1) * BYTES));
}

const raw = (pixels: Uint8Array) => sharp(pixels, { raw: { width: SIDE, height: SIDE, channels: 3 } });
const bytesOf = async (image: Sharp) => new Uint8Array(await image.raw().toBuffer());

function search(images: readonly Uint8Array[]): DuplicateReport {
  const all = new Uint8Array(images.length * BYTES);
  images.forEach((image, place) => all.set(image, place * BYTES));
  return finished(findDuplicates({ count: images.length, height: SIDE, width: SIDE, images: all }));
}

describe('findDuplicates', () => {
  it('finds none among scenes that differ', async () => {
    expect(search(await scenes(300))).toEqual({ groups: [], complete: true });
  });

  it('finds equal bytes, and copies of other quality, size and brightness', async () => {
    const images = await scenes(40);
    expect(search(images).groups).toEqual([]);
    const jpeg = await bytesOf(sharp(await raw(images[5]!).jpeg({ quality: 50 }).toBuffer()));
    const scaled = await bytesOf(
      sharp(await raw(images[9]!).resize(24, 24).png().toBuffer()).resize(SIDE, SIDE),
    );
    const brighter = await bytesOf(raw(images[9]!).modulate({ brightness: 1.1 }));
    const { groups } = search([...images, images[2]!, jpeg, scaled, brighter]);
    expect(groups).toEqual([
      { images: [2, 40], identical: true },
      { images: [5, 41], identical: false },
      { images: [9, 42, 43], identical: false },
    ]);
  });

  it('does not take a mirrored image for a copy', async () => {
    const images = await scenes(4);
    expect(search([...images, await bytesOf(raw(images[1]!).flop())]).groups).toEqual([]);
  });

  it('takes images of one colour for the same only where their bytes are', () => {
    const plain = (value: number) => new Uint8Array(BYTES).fill(value);
    expect(search([plain(10), plain(200), plain(10)]).groups).toEqual([{ images: [0, 2], identical: true }]);
  });

  it('has nothing to say of no images', () => {
    expect(search([])).toEqual({ groups: [], complete: true });
  });
});
