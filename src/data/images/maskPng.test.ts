import { readFileSync } from 'node:fs';
import { encode } from 'fast-png';
import { zlibSync } from 'fflate';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { ImageProblem } from './imageProblem';
import { readMaskPng } from './maskPng';

/** A grey PNG as libpng writes it, with its own choice of filters. */
async function greyPng(width: number, height: number, values: Uint8Array, options = {}): Promise<Uint8Array> {
  const image = sharp(values, { raw: { width, height, channels: 1 } }).toColourspace('b-w');
  return new Uint8Array(await image.png(options).toBuffer());
}

/** A PNG of given rows, each beginning with its filter; checksums are left 0. */
function rawPng(header: readonly number[], rows: Uint8Array): Uint8Array {
  const chunk = (type: string, body: Uint8Array): number[] => {
    const length = [24, 16, 8, 0].map((shift) => (body.length >> shift) & 255);
    return [...length, ...new TextEncoder().encode(type), ...body, 0, 0, 0, 0];
  };
  return Uint8Array.from([
    ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    ...chunk('IHDR', Uint8Array.from(header)),
    ...chunk('IDAT', zlibSync(rows)),
    ...chunk('IEND', new Uint8Array(0)),
  ]);
}

function problemOf(bytes: Uint8Array): string {
  try {
    readMaskPng(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(ImageProblem);
    return (error as Error).message;
  }
  throw new Error('accepted');
}

describe('readMaskPng', () => {
  it.each([{ adaptiveFiltering: false }, { adaptiveFiltering: true }, { progressive: true }])(
    'gives the stored values (%o)',
    async (options) => {
      const values = Uint8Array.from({ length: 37 * 23 }, (_, i) => ((i * i) % 256) ^ (i % 37));
      const read = readMaskPng(await greyPng(37, 23, values, options));
      expect([read.width, read.height]).toEqual([37, 23]);
      expect(read.values).toEqual(values);
    },
  );

  it.each([1, 2, 4])('reads %d bits a pixel', (depth) => {
    const [width, height, rowBytes] = [13, 3, Math.ceil((13 * depth) / 8)];
    const wanted = Array.from({ length: width * height }, (_, i) => (i * 7) % 2 ** depth);
    const rows = new Uint8Array(height * (rowBytes + 1));
    wanted.forEach((value, i) => {
      const [row, bit] = [Math.floor(i / width), (i % width) * depth];
      rows[row * (rowBytes + 1) + 1 + (bit >> 3)]! |= value << (8 - depth - (bit & 7));
    });
    const png = rawPng([0, 0, 0, width, 0, 0, 0, height, depth, 0, 0, 0, 0], rows);
    expect([...readMaskPng(png).values]).toEqual(wanted);
  });

  it('gives indices of a palette, not its colours', async () => {
    const colors = Uint8Array.from({ length: 12 * 8 * 3 }, (_, i) =>
      Math.floor(i / 3) % 4 === i % 3 ? 200 : 20,
    );
    const image = sharp(colors, { raw: { width: 12, height: 8, channels: 3 } });
    const read = readMaskPng(new Uint8Array(await image.png({ palette: true, colours: 4 }).toBuffer()));
    const [first, second, third, fourth] = read.values;
    expect(new Set([first, second, third, fourth]).size).toBe(4);
    expect(Math.max(...read.values)).toBeLessThan(4);
    expect([...read.values]).toEqual(
      Array.from({ length: 96 }, (_, i) => [first, second, third, fourth][i % 4]),
    );
  });

  it('takes grey from RGB, RGBA and 16 bits, and refuses colours and large values', () => {
    const two = { width: 2, height: 1 };
    const rgb = (...data: number[]) =>
      encode({ ...two, channels: data.length === 6 ? 3 : 4, data: Uint8Array.from(data) });
    expect([...readMaskPng(rgb(0, 0, 0, 255, 255, 255)).values]).toEqual([0, 255]);
    expect([...readMaskPng(rgb(7, 7, 7, 0, 9, 9, 9, 255)).values]).toEqual([7, 9]);
    expect(problemOf(rgb(0, 0, 0, 255, 0, 0))).toContain('colour');
    const wide = (...data: number[]) =>
      encode({ ...two, channels: 1, depth: 16, data: Uint16Array.from(data) });
    expect([...readMaskPng(wide(3, 65535)).values]).toEqual([3, 255]);
    expect(problemOf(wide(0, 256))).toContain('255');
  });

  it('refuses what claims more than it holds, and what holds more than it claims', () => {
    const hostile = (name: string) =>
      new Uint8Array(readFileSync(new URL(`../fixtures/hostile/${name}`, import.meta.url)));
    expect(problemOf(hostile('claims-8-MB.png'))).toContain('65,536 × 1,024');
    expect(problemOf(hostile('inflater-range-error.png'))).toBe('It is damaged or cut off.');
    // 8 MB of zeros in a picture of 16 × 16.
    const bomb = rawPng([0, 0, 0, 16, 0, 0, 0, 16, 8, 0, 0, 0, 0], new Uint8Array(8 * 2 ** 20));
    expect(bomb.length).toBeLessThan(10_000);
    expect(problemOf(bomb)).toBe('It is damaged or cut off.');
  });
});
