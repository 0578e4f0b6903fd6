import { describe, expect, it } from 'vitest';
import { encode } from 'fast-png';
import { fingerprintOf } from '../../fingerprint';
import { decodeInBrowser } from './browserDecoder';
import { imageHeader } from './imageHeader';
import { colourAt, KNOWN_ROW, ROUNDED_PIXELS, SAME_PIXELS, type KnownFile } from './testing/knownPixels';

const ADDRESSES = import.meta.glob<string>('../fixtures/{formats,kinds}/**', {
  query: '?url',
  import: 'default',
  eager: true,
});

const decode = (bytes: Uint8Array) => decodeInBrowser(bytes, imageHeader(bytes));

async function png(
  width: number,
  height: number,
  paint: (context: OffscreenCanvasRenderingContext2D) => void,
) {
  const canvas = new OffscreenCanvas(width, height);
  paint(canvas.getContext('2d')!);
  return new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
}

describe('decodeInBrowser', () => {
  it('shows transparency on white, in every strip of a large image', async () => {
    const [width, height] = [4100, 2100];
    const bytes = await png(width, height, (context) => {
      context.fillStyle = '#c80a1e';
      context.fillRect(0, 0, 2000, height);
    });
    const image = await decode(bytes);
    expect([image.width, image.height]).toEqual([width, height]);
    expect(image.pixels.length).toBe(width * height * 3);
    const at = (row: number, column: number) => [
      ...image.pixels.subarray(3 * (row * width + column), 3 * (row * width + column + 1)),
    ];
    for (const row of [0, 1022, 1023, 2099]) {
      expect(at(row, 1999)).toEqual([200, 10, 30]);
      expect(at(row, 2000)).toEqual([255, 255, 255]);
    }
  });

  it.each(SAME_PIXELS)('reads $path to the pixels that the command line gets', async (file) => {
    expect(fingerprintOf(await decodedFile(file))).toBe(file.fingerprint);
  });

  it.each(ROUNDED_PIXELS)('reads $path to those pixels but for the rounding', async (file) => {
    const pixels = await decodedFile(file);
    for (const [column, colour] of Object.entries(file.row))
      colourAt(pixels, file.width, KNOWN_ROW, Number(column)).forEach((value, channel) =>
        expect(Math.abs(value - colour[channel]!)).toBeLessThanOrEqual(1),
      );
  });

  it('reads what was meant for print', async () => {
    await decodedFile({ path: 'formats/cmyk.jpg', width: 40, height: 24 });
  });

  it('rejects what is damaged, whatever the header says', async () => {
    const whole = encode({ width: 4, height: 4, channels: 3, data: new Uint8Array(48) });
    const header = imageHeader(whole);
    await expect(decodeInBrowser(whole.subarray(0, 50), header)).rejects.toThrow();
    const cut = (await fetched('kinds/dog/0.tif')).subarray(0, 200);
    await expect(decodeInBrowser(cut, { ...header, format: 'tiff' })).rejects.toThrow();
  });
});

async function decodedFile({ path, width, height }: KnownFile): Promise<Uint8Array> {
  const image = await decode(await fetched(path));
  expect([image.width, image.height]).toEqual([width, height]);
  return image.pixels;
}

/** A file in the folder of fixtures. */
async function fetched(path: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(ADDRESSES[`../fixtures/${path}`]!)).arrayBuffer());
}
