import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../fingerprint';
import { imageHeader } from './imageHeader';
import { decodeInNode } from './nodeDecoder';
import { colourAt, KNOWN_ROW, ROUNDED_PIXELS, SAME_PIXELS, type KnownFile } from './testing/knownPixels';

async function decoded({ path, width, height }: KnownFile): Promise<Uint8Array> {
  const bytes = readFileSync(new URL(`../fixtures/${path}`, import.meta.url));
  const image = await decodeInNode(bytes, imageHeader(bytes));
  expect([image.width, image.height]).toEqual([width, height]);
  return image.pixels;
}

describe('decodeInNode', () => {
  it.each(SAME_PIXELS)('reads $path to the pixels that the page gets', async (file) => {
    expect(fingerprintOf(await decoded(file))).toBe(file.fingerprint);
  });

  it.each(ROUNDED_PIXELS)('reads $path to about the pixels that the page gets', async (file) => {
    const pixels = await decoded(file);
    for (const [column, colour] of Object.entries(file.row))
      expect(colourAt(pixels, file.width, KNOWN_ROW, Number(column))).toEqual(colour);
  });

  it('reads what was meant for print', async () => {
    await decoded({ path: 'formats/cmyk.jpg', width: 40, height: 24 });
  });
});
