import type { FileIdentity } from './fileKind';

/** Bytes that files of a format have at a fixed place. `?` in a magic stands for any byte. */
interface Magic {
  readonly at?: number;
  /** One character per byte, code points 0 to 255. */
  readonly bytes: string;
  readonly kind: 'image' | 'archive' | 'npy' | 'unknown';
  readonly words: string;
}

/** Formats that people bring, in place of what is read or as it. */
const FORMATS: readonly Magic[] = [
  { bytes: '\xff\xd8\xff', kind: 'image', words: 'a JPEG image' },
  { bytes: '\x89PNG\r\n\x1a\n', kind: 'image', words: 'a PNG image' },
  { bytes: 'GIF8?a', kind: 'image', words: 'a GIF image' },
  { bytes: 'RIFF????WEBP', kind: 'image', words: 'a WebP image' },
  { bytes: 'II*\0', kind: 'image', words: 'a TIFF image' },
  { bytes: 'MM\0*', kind: 'image', words: 'a TIFF image' },
  { bytes: 'BM????\0\0\0\0', kind: 'image', words: 'a BMP image' },
  { at: 4, bytes: 'ftypavi', kind: 'image', words: 'an AVIF image' },
  { at: 4, bytes: 'ftyphei', kind: 'image', words: 'a HEIC image' },
  { at: 4, bytes: 'ftypmif1', kind: 'image', words: 'a HEIF image' },
  { at: 4, bytes: 'jP  \r\n\x87\n', kind: 'image', words: 'a JPEG 2000 image' },
  { at: 4, bytes: 'JXL \r\n\x87\n', kind: 'image', words: 'a JPEG XL image' },
  { bytes: '\xff\x0a', kind: 'image', words: 'a JPEG XL image' },
  { bytes: '\x1f\x8b', kind: 'archive', words: 'a gzip archive' },
  { bytes: 'PK\x03\x04', kind: 'archive', words: 'a zip archive' },
  { bytes: 'PK\x05\x06', kind: 'archive', words: 'an empty zip archive' },
  { bytes: 'BZh', kind: 'archive', words: 'a bzip2 archive' },
  { bytes: '\xfd7zXZ\0', kind: 'archive', words: 'an xz archive' },
  { bytes: '7z\xbc\xaf\x27\x1c', kind: 'archive', words: 'a 7z archive' },
  { bytes: 'Rar!\x1a\x07', kind: 'archive', words: 'a RAR archive' },
  { bytes: '\x28\xb5\x2f\xfd', kind: 'archive', words: 'a Zstandard archive' },
  { at: 257, bytes: 'ustar', kind: 'archive', words: 'a tar archive' },
  { bytes: '\x89HDF\r\n\x1a\n', kind: 'unknown', words: 'an HDF5 file (as of Keras)' },
  { bytes: '\x93NUMPY', kind: 'npy', words: 'a NumPy array' },
  { bytes: 'GGUF', kind: 'unknown', words: 'a GGUF file' },
  { bytes: '%PDF', kind: 'unknown', words: 'a PDF document' },
  { at: 4, bytes: 'ftyp', kind: 'unknown', words: 'a video' },
];

/** The format whose magic bytes a file has, if it has any. */
export function identifyMagic(head: Uint8Array): FileIdentity | undefined {
  const format = FORMATS.find(({ at = 0, bytes }) =>
    Array.from(bytes).every(
      (character, index) => character === '?' || head[at + index] === character.charCodeAt(0),
    ),
  );
  return format === undefined ? undefined : { kind: format.kind, words: format.words };
}
