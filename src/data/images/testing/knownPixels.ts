/** @file Test support: what image files in `src/data/fixtures` decode to, in the browser and in Node. */

/** A file in a fixture folder. */
export interface KnownFile {
  readonly path: string;
  readonly width: number;
  readonly height: number;
}

/** Fingerprints of pixels that are the same everywhere. `turned.jpg` lies on its side in the file. */
export const SAME_PIXELS: readonly (KnownFile & { readonly fingerprint: string })[] = [
  { path: 'kinds/bird/0.jfif', width: 48, height: 40, fingerprint: 'f75db4594989d476' },
  { path: 'kinds/cat/0.jpg', width: 48, height: 40, fingerprint: '84818e666dc00dfa' },
  { path: 'kinds/dog/0.tif', width: 48, height: 40, fingerprint: '22a40273fd3f2891' },
  { path: 'formats/grey.jpg', width: 40, height: 24, fingerprint: '20b0b92d7e149ab2' },
  { path: 'formats/progressive.jpg', width: 40, height: 24, fingerprint: '318c7537c5b7b6d0' },
  { path: 'formats/turned.jpg', width: 24, height: 40, fingerprint: '512a90cfeb244390' },
  { path: 'formats/palette.png', width: 40, height: 24, fingerprint: '2ba4ca46923aa5ec' },
  { path: 'formats/sixteen.png', width: 40, height: 24, fingerprint: '78678fdbe519c731' },
  { path: 'formats/lossy.webp', width: 40, height: 24, fingerprint: 'f170f295b5b00a3a' },
  { path: 'formats/image.gif', width: 40, height: 24, fingerprint: '6b410ca8dfc09aad' },
];

/** Row whose pixels are known where decoders round in their own ways. */
export const KNOWN_ROW = 12;
/** Columns of that row, and their red, green and blue. */
export const ROUNDED_PIXELS: readonly (KnownFile & {
  readonly row: Readonly<Record<number, readonly number[]>>;
})[] = [
  {
    path: 'formats/alpha.png',
    width: 40,
    height: 24,
    row: { 3: [200, 225, 204], 20: [191, 191, 247], 37: [239, 157, 207] },
  },
  {
    path: 'formats/p3.jpg',
    width: 40,
    height: 24,
    row: { 3: [21, 129, 36], 20: [138, 127, 158], 37: [242, 128, 192] },
  },
  {
    path: 'formats/image.avif',
    width: 40,
    height: 24,
    row: { 3: [14, 128, 33], 20: [129, 121, 160], 37: [238, 123, 216] },
  },
];

/** The colour of a pixel of `[height, width, 3]` bytes. */
export function colourAt(pixels: Uint8Array, width: number, row: number, column: number): number[] {
  const start = 3 * (row * width + column);
  return [...pixels.subarray(start, start + 3)];
}
