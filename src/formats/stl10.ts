/**
 * @file STL-10's binary files: images of 96 × 96 as their red, green and blue plane, each column by column, and labels of
 * 1 to 10, a byte each. Neither has any magic bytes.
 */

export const STL10_SIDE = 96;
/** Bytes of one image. */
export const STL10_IMAGE = 3 * STL10_SIDE * STL10_SIDE;

const CLASSES = 10;
/** Fewer bytes than these may be anything. */
const FEWEST = 16;

/** Whether a file begins with labels. Where they are 9 and 10 alone, they are also a text of tabs and line feeds. */
export function areStl10Labels(head: Uint8Array): boolean {
  return head.length >= FEWEST && head.every((label) => label >= 1 && label <= CLASSES);
}
