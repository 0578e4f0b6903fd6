import { DAMAGED, ImageProblem, TOO_LARGE } from './imageProblem';

/** The most pixels of one image or mask; larger ones are refused before memory is set aside for them. */
export const MAX_PIXELS = 2 ** 27;
/** Pixels up to which any size is believed. */
const SMALL = 2 ** 22;
/** Beyond, a byte stands for at most this many: one of deflate's best for pictures of one bit, twice. */
const MAX_PIXELS_PER_BYTE = 2 ** 14;

/**
 * Checks the size that an image claims against what is read at all and what its file can hold.
 *
 * @param bytes of the file
 * @throws {ImageProblem}
 */
export function checkPixelCount(width: number, height: number, bytes: number): void {
  const pixels = width * height;
  if (pixels > MAX_PIXELS) {
    throw new ImageProblem(
      `It is ${sizeText(width, height)}; at most ${MAX_PIXELS / 2 ** 20} million pixels are read.`,
      TOO_LARGE,
    );
  }
  if (pixels > SMALL && pixels > bytes * MAX_PIXELS_PER_BYTE) throw claimsTooMuch(width, height);
}

export function claimsTooMuch(width: number, height: number): ImageProblem {
  return new ImageProblem(
    `It claims ${sizeText(width, height)} pixels, more than its data can hold.`,
    DAMAGED,
  );
}

function sizeText(width: number, height: number): string {
  return `${width.toLocaleString('en')} × ${height.toLocaleString('en')}`;
}
