import { describe, expect, it } from 'vitest';
import { encode } from 'fast-png';
import { fingerprintOf } from '../../fingerprint';
import jfif from '../fixtures/kinds/bird/0.jfif?url';
import jpeg from '../fixtures/kinds/cat/0.jpg?url';
import tiff from '../fixtures/kinds/dog/0.tif?url';
import { decodeInBrowser } from './browserDecoder';
import { imageHeader } from './imageHeader';
import { KNOWN_PIXELS } from './testing/knownPixels';

const ADDRESSES = { 'bird/0.jfif': jfif, 'cat/0.jpg': jpeg, 'dog/0.tif': tiff };

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

  it.each(Object.entries(ADDRESSES))(
    'reads %s to the pixels that the command line gets',
    async (path, url) => {
      const { pixels, width, height } = await decode(await fetched(url));
      expect([width, height]).toEqual([48, 40]);
      expect(fingerprintOf(pixels)).toBe(KNOWN_PIXELS[path as keyof typeof KNOWN_PIXELS]);
    },
  );

  it('rejects what is damaged, whatever the header says', async () => {
    const whole = encode({ width: 4, height: 4, channels: 3, data: new Uint8Array(48) });
    const header = imageHeader(whole);
    await expect(decodeInBrowser(whole.subarray(0, 50), header)).rejects.toThrow();
    const cut = (await fetched(tiff)).subarray(0, 200);
    await expect(decodeInBrowser(cut, { ...header, format: 'tiff' })).rejects.toThrow();
  });
});

async function fetched(url: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(url)).arrayBuffer());
}
