import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import sharp from 'sharp';
import { beforeAll, expect, it } from 'vitest';
import { FUZZ_RUNS, FUZZ_TIMEOUT } from '../../testing/fuzzRuns';
import { mutated, mutations } from '../../testing/mutations';
import { expectShown } from '../../testing/valueOrFailure';
import { imageHeader } from './imageHeader';
import { ImageProblem } from './imageProblem';
import { readMaskPng } from './maskPng';
import { checkPixelCount } from './pixelCount';
import { readTiff } from './readTiff';

/** What `read` gives; `undefined` where it says what is wrong with the image. */
function pictureOf<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ImageProblem)) throw error;
    expectShown({ message: error.message });
    return undefined;
  }
}

const FORMATS = ['jpeg', 'png', 'webp', 'gif', 'avif', 'tiff'] as const;
const HOSTILE = new URL('../fixtures/hostile/', import.meta.url);
const images: Uint8Array[] = readdirSync(HOSTILE).map(
  (name) => new Uint8Array(readFileSync(new URL(name, HOSTILE))),
);
const masks: Uint8Array[] = [];
const tiffs: Uint8Array[] = [];

beforeAll(async () => {
  const pixels = Uint8Array.from({ length: 12 * 9 * 3 }, (_, i) => (i * 37) % 256);
  const image = () => sharp(pixels, { raw: { width: 12, height: 9, channels: 3 } });
  for (const format of FORMATS) images.push(new Uint8Array(await image().toFormat(format).toBuffer()));
  const greys = sharp(pixels, { raw: { width: 36, height: 9, channels: 1 } }).toColourspace('b-w');
  masks.push(
    new Uint8Array(await image().png({ palette: true, colours: 4 }).toBuffer()),
    new Uint8Array(await greys.clone().png().toBuffer()),
    new Uint8Array(await greys.clone().png({ progressive: true }).toBuffer()),
  );
  for (const compression of ['none', 'lzw', 'deflate', 'jpeg'] as const)
    tiffs.push(new Uint8Array(await image().tiff({ compression }).toBuffer()));
});

const chosen = (files: readonly Uint8Array[]) =>
  fc.tuple(fc.nat(files.length - 1), mutations).map(([index, edits]) => mutated(files[index]!, edits));

it(
  'mutations of an image have a header with a size that may be decoded, or a problem in our words',
  () => {
    fc.assert(
      fc.property(chosen(images), (bytes) => {
        const header = pictureOf(() => imageHeader(bytes));
        if (header !== undefined) checkPixelCount(header.width, header.height, bytes.length);
      }),
      { numRuns: FUZZ_RUNS },
    );
  },
  FUZZ_TIMEOUT,
);

it(
  'mutations of a mask are a picture of the stated size, or a problem in our words',
  () => {
    let pictures = 0;
    fc.assert(
      fc.property(chosen(masks), (bytes) => {
        const read = pictureOf(() => readMaskPng(bytes));
        if (read === undefined) return;
        pictures++;
        expect(read.values.length).toBe(read.width * read.height);
      }),
      { numRuns: FUZZ_RUNS },
    );
    expect(pictures).toBeGreaterThan(0);
  },
  FUZZ_TIMEOUT,
);

it(
  'mutations of a TIFF are a picture of the stated size, or an error, and it never hangs',
  async () => {
    await fc.assert(
      fc.asyncProperty(chosen(tiffs), async (bytes) => {
        const read = await readTiff(bytes).catch((error: unknown) => {
          expect(error).toBeInstanceOf(Error);
          return undefined;
        });
        if (read !== undefined) expect(read.rgba.length).toBe(4 * read.width * read.height);
      }),
      { numRuns: FUZZ_RUNS },
    );
  },
  FUZZ_TIMEOUT,
);
