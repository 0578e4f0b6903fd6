import { imageSize } from 'image-size';
import { HEAD_BYTES, identifyFile } from '../../formats/fileKind';
import { DECODED_FORMATS, FORMAT_NAMES, type ImageFormat } from './imageFormats';
import { DAMAGED, damaged, ImageProblem } from './imageProblem';
import { checkPixelCount } from './pixelCount';
import { isPng, pngParts } from './pngParts';

/** What an image says of itself, before it is decoded. */
export interface ImageHeader {
  readonly format: ImageFormat;
  /** As stored, before it is turned upright. */
  readonly width: number;
  readonly height: number;
}

/**
 * Finds out by its content what an image file is and how large its image will be.
 *
 * @throws {ImageProblem} where it is no image that is decoded here, or too large a one
 */
export function imageHeader(bytes: Uint8Array): ImageHeader {
  const { kind, words } = identifyFile(bytes.subarray(0, HEAD_BYTES), bytes.length);
  if (kind === 'empty') throw new ImageProblem('It is empty.', DAMAGED);
  if (isLinkText(bytes, kind)) {
    throw new ImageProblem('It holds only the path of a link; the folder was copied without its links.');
  }
  if (kind !== 'image' && kind !== 'unknown') throw new ImageProblem(`It is ${words}, not an image.`);
  if (kind === 'image' && !DECODED_WORDS.test(words)) {
    throw new ImageProblem(`It is ${words}; ${FORMAT_NAMES} are read.`);
  }
  const header = sizeOf(bytes);
  const format = DECODED_FORMATS.find((known) => known === header?.type);
  if (header === undefined || format === undefined) {
    throw kind === 'image' ? damaged() : new ImageProblem(`It is no image; ${FORMAT_NAMES} are read.`);
  }
  if (isPng(bytes)) pngParts(bytes);
  checkPixelCount(header.width, header.height, bytes.length);
  return { format, width: header.width, height: header.height };
}

/** What `identifyFile` calls images of the formats that are decoded. */
const DECODED_WORDS = /^an? (JPEG|PNG|WebP|GIF|BMP|AVIF|TIFF) image$/;

function sizeOf(bytes: Uint8Array): { type: string; width: number; height: number } | undefined {
  try {
    const { type = '', width, height } = imageSize(bytes);
    return { type: type === 'bigtiff' ? 'tiff' : type, width, height };
  } catch {
    return undefined;
  }
}

const LINK_TEXT = /^[^\s\0]+\.[A-Za-z]{3,5}$/;

/** Git and some archives write the target of a link as text where links cannot be made. */
function isLinkText(bytes: Uint8Array, kind: string): boolean {
  return kind === 'text' && bytes.length < 1024 && LINK_TEXT.test(new TextDecoder().decode(bytes));
}
