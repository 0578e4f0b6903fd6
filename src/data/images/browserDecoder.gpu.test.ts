import { describe, expect, it } from 'vitest';
import { encode } from 'fast-png';
import type { Fit } from '../../config/dataConfig';
import jfif from '../fixtures/kinds/bird/0.jfif?url';
import jpeg from '../fixtures/kinds/cat/0.jpg?url';
import tiff from '../fixtures/kinds/dog/0.tif?url';
import { decodeInBrowser } from './browserDecoder';
import { imageHeader } from './imageHeader';

const decode = (bytes: Uint8Array, size: number, fit: Fit = 'crop') =>
  decodeInBrowser(bytes, { size, fit }, imageHeader(bytes));

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
  it('scales the shorter side, cuts out the middle and shows transparency on white', async () => {
    const bytes = await png(64, 32, (context) => {
      context.fillStyle = '#000';
      context.fillRect(0, 0, 16, 32);
      context.fillStyle = '#c80a1e';
      context.fillRect(16, 0, 16, 32);
      context.clearRect(32, 0, 32, 32);
    });
    const { pixels, width, height } = await decode(bytes, 16);
    expect([width, height]).toEqual([64, 32]);
    expect(pixels.length).toBe(16 * 16 * 3);
    expect([...pixels.subarray(3 * (8 * 16 + 3), 3 * (8 * 16 + 3) + 3)]).toEqual([200, 10, 30]);
    expect([...pixels.subarray(3 * (8 * 16 + 12), 3 * (8 * 16 + 12) + 3)]).toEqual([255, 255, 255]);
  });

  it('puts a whole image between bars of grey, or squashes it', async () => {
    const bytes = await png(64, 32, (context) => {
      context.fillStyle = '#c80a1e';
      context.fillRect(0, 0, 64, 32);
    });
    const column = ({ pixels }: { readonly pixels: Uint8Array }) =>
      Array.from({ length: 16 }, (_, row) => pixels[3 * (row * 16 + 8)]!);
    const [bars, red] = [Array<number>(4).fill(128), Array<number>(8).fill(200)];
    expect(column(await decode(bytes, 16, 'letterbox'))).toEqual([...bars, ...red, ...bars]);
    expect(column(await decode(bytes, 16, 'squash'))).toEqual([...red, ...red]);
  });

  it.each([
    ['JPEG', jpeg, [130, 0, 31]],
    ['JFIF', jfif, [48, 132, 55]],
    ['TIFF', tiff, [213, 68, 171]],
  ])('reads %s', async (_, url, corner) => {
    const { pixels, width, height } = await decode(await fetched(url), 40);
    expect([width, height]).toEqual([48, 40]);
    corner.forEach((value, channel) => expect(Math.abs(pixels[channel]! - value)).toBeLessThan(12));
  });

  it('rejects what is damaged, whatever the header says', async () => {
    const whole = encode({ width: 4, height: 4, channels: 3, data: new Uint8Array(48) });
    const header = imageHeader(whole);
    const frame = { size: 16, fit: 'crop' } as const;
    await expect(decodeInBrowser(whole.subarray(0, 50), frame, header)).rejects.toThrow();
    const cut = (await fetched(tiff)).subarray(0, 200);
    await expect(decodeInBrowser(cut, frame, { ...header, format: 'tiff' })).rejects.toThrow();
  });
});

async function fetched(url: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(url)).arrayBuffer());
}
