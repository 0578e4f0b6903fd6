/** Titles of the pictures, in their order. */
export const PICTURE_TITLES = [
  'One image, two views',
  'One network, two expanders',
  'Three terms for the whole image',
  'Matches by location',
  'Matches by embedding',
  'The sum of both',
] as const;

/** Id of a picture on the page. @param number counted from 1 */
export function pictureId(number: number): string {
  return `picture-${number}`;
}
