import sharp from 'sharp';
import { expect, it } from 'vitest';
import { readTiff } from './readTiff';

/** The first byte of a zlib stream. */
const ZLIB = 0x78;

it('a TIFF whose deflated pixels are damaged is refused with an error, not with bare text', async () => {
  const create = { width: 24, height: 16, channels: 3 as const, background: '#204060' };
  const file = new Uint8Array(await sharp({ create }).tiff({ compression: 'deflate' }).toBuffer());
  expect(await readTiff(file)).toMatchObject({ width: 24, height: 16 });
  const damaged = file.slice();
  damaged[damaged.indexOf(ZLIB, 8)] = 0xff;
  await expect(readTiff(damaged)).rejects.toBeInstanceOf(Error);
});
