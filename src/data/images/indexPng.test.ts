import fc from 'fast-check';
import { zlibSync } from 'fflate';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { readIndexPng } from './indexPng';

/** A grey PNG as libpng writes it, with its own choice of filters. */
async function greyPng(
  width: number,
  height: number,
  values: Uint8Array,
  adaptive: boolean,
): Promise<Uint8Array> {
  const image = sharp(values, { raw: { width, height, channels: 1 } }).toColourspace('b-w');
  return new Uint8Array(await image.png({ adaptiveFiltering: adaptive }).toBuffer());
}

/** A grey PNG whose rows take the filters in turn, each byte less what the standard predicts; checksums are left 0. */
function filteredPng(width: number, height: number, values: Uint8Array): Uint8Array {
  const at = (row: number, column: number): number =>
    row < 0 || column < 0 ? 0 : values[row * width + column]!;
  const paeth = (a: number, b: number, c: number): number => {
    const distances = [a, b, c].map((value) => Math.abs(a + b - c - value));
    return [a, b, c][distances.indexOf(Math.min(...distances))]!;
  };
  const lines = Uint8Array.from({ length: height * (width + 1) }, (_, i) => {
    const [row, column] = [Math.floor(i / (width + 1)), (i % (width + 1)) - 1];
    if (column < 0) return row % 5;
    const [left, up, upLeft] = [at(row, column - 1), at(row - 1, column), at(row - 1, column - 1)];
    const predictions = [0, left, up, Math.floor((left + up) / 2), paeth(left, up, upLeft)];
    return at(row, column) - predictions[row % 5]!;
  });
  const chunk = (type: string, body: Uint8Array): number[] => {
    const length = [24, 16, 8, 0].map((shift) => (body.length >> shift) & 255);
    return [...length, ...new TextEncoder().encode(type), ...body, 0, 0, 0, 0];
  };
  const header = Uint8Array.of(0, 0, 0, width, 0, 0, 0, height, 8, 0, 0, 0, 0);
  return Uint8Array.from([
    ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    ...chunk('IHDR', header),
    ...chunk('IDAT', zlibSync(lines)),
    ...chunk('IEND', new Uint8Array(0)),
  ]);
}

describe('readIndexPng', () => {
  it.each([false, true])('gives the stored values (adaptive filters: %s)', async (adaptive) => {
    const values = Uint8Array.from({ length: 37 * 23 }, (_, i) => ((i * i) % 256) ^ (i % 37));
    const read = readIndexPng(await greyPng(37, 23, values, adaptive));
    expect([read.width, read.height]).toEqual([37, 23]);
    expect(read.values).toEqual(values);
  });

  it('undoes every filter of the PNG standard', () => {
    const [width, height] = [7, 10];
    const values = Uint8Array.from({ length: width * height }, (_, i) => (i * 73 + (i * i) / 3) & 255);
    expect(readIndexPng(filteredPng(width, height, values)).values).toEqual(values);
  });

  it('gives indices of a palette, not its colours', async () => {
    const colors = Uint8Array.from({ length: 12 * 8 * 3 }, (_, i) =>
      Math.floor(i / 3) % 4 === i % 3 ? 200 : 20,
    );
    const image = sharp(colors, { raw: { width: 12, height: 8, channels: 3 } });
    const read = readIndexPng(new Uint8Array(await image.png({ palette: true, colours: 4 }).toBuffer()));
    expect([read.width, read.height]).toEqual([12, 8]);
    const [first, second, third, fourth] = read.values;
    expect(new Set([first, second, third, fourth]).size).toBe(4);
    expect(Math.max(...read.values)).toBeLessThan(4);
    expect([...read.values]).toEqual(
      Array.from({ length: 96 }, (_, i) => [first, second, third, fourth][i % 4]),
    );
  });

  it('refuses colour pictures', async () => {
    const image = sharp({ create: { width: 4, height: 4, channels: 3, background: '#123456' } });
    const bytes = new Uint8Array(await image.png().toBuffer());
    expect(() => readIndexPng(bytes)).toThrow(/colour/);
  });

  it('answers damage with an error or a picture of the stated size', async () => {
    const good = await greyPng(9, 7, new Uint8Array(63).fill(5), true);
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), fc.nat(good.length), (at, value, length) => {
        const bytes = good.slice(0, length);
        if (at < length) bytes[at] = value;
        let read;
        try {
          read = readIndexPng(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
          return;
        }
        expect(read.values.length).toBe(read.width * read.height);
      }),
      { numRuns: 300 },
    );
  });
});
