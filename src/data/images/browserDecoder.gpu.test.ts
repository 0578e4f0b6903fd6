import { describe, expect, it } from 'vitest';
import { decodeInBrowser } from './browserDecoder';

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
    const { pixels, width, height } = await decodeInBrowser(bytes, 16);
    expect([width, height]).toEqual([64, 32]);
    expect(pixels.length).toBe(16 * 16 * 3);
    expect([...pixels.subarray(3 * (8 * 16 + 3), 3 * (8 * 16 + 3) + 3)]).toEqual([200, 10, 30]);
    expect([...pixels.subarray(3 * (8 * 16 + 12), 3 * (8 * 16 + 12) + 3)]).toEqual([255, 255, 255]);
  });

  it('rejects what is no image', async () => {
    await expect(decodeInBrowser(Uint8Array.of(1, 2, 3), 16)).rejects.toThrow();
  });
});
