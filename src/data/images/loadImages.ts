import { Failure } from '../../failure';
import { IGNORED_CLASS } from '../imageSet';
import type { ImageSet } from '../imageSet';
import { centerSquare } from './centerSquare';
import { folderClasses, placeImages } from './folders';
import type { PlacedImage } from './folders';
import type { DecodeImage, FittedImage, ImageFile } from './imageFile';
import { readIndexPng } from './indexPng';
import type { IndexImage } from './indexPng';

export interface LoadOptions {
  /** Of the set, for people. */
  readonly name: string;
  /** Side of the square images in pixels. */
  readonly size: number;
  readonly decode: DecodeImage;
  /** Called with the share done, 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

/** Files decoded at the same time. */
const AT_ONCE = 8;
const MAX_CLASSES = 256;

type Skipped = NonNullable<ImageSet['skipped']>[number];

/**
 * Image files as a set of square images, sorted by path. The folders that hold the images are their classes where
 * there are two or more of them; `masks/NAME.png` beside `images/NAME.jpg` gives each pixel's class. Broken images are
 * left out and listed in `skipped`; a missing or broken mask is all `IGNORED_CLASS`.
 *
 * @throws {Failure} `data_missing` without images, `data_unreadable` where all are broken or there are too many
 * classes, `out_of_memory` where they do not fit
 */
export async function loadImages(files: readonly ImageFile[], options: LoadOptions): Promise<ImageSet> {
  const { name, size, onProgress } = options;
  const placed = placeImages(files);
  if (placed.length === 0) {
    throw new Failure({
      code: 'data_missing',
      message: `There is no image file in ${name}.`,
      remedy: 'Choose JPEG, PNG, WebP, GIF, BMP or AVIF files, or a folder that holds some.',
    });
  }
  const classNames = folderClasses(placed);
  if (classNames !== undefined && classNames.length > MAX_CLASSES) {
    throw new Failure({
      code: 'data_unreadable',
      message: `${name} has ${classNames.length} class folders; at most ${MAX_CLASSES} are possible.`,
      remedy: 'Choose a folder with fewer sub-folders.',
    });
  }
  const hasMasks = placed.some(({ mask }) => mask !== undefined);
  const pixels = size * size;
  const images = allocate(placed.length * pixels * 3);
  const masks = allocate(hasMasks ? placed.length * pixels : 0).fill(IGNORED_CLASS);
  const labels = new Uint8Array(placed.length);
  const skipped: Skipped[] = [];
  let count = 0;
  for (let start = 0; start < placed.length; start += AT_ONCE) {
    const group = placed.slice(start, start + AT_ONCE);
    const results = await Promise.all(group.map((item) => loadOne(item, options)));
    results.forEach(({ image, mask, problems }, index) => {
      skipped.push(...problems);
      if (image === undefined) return;
      images.set(image.pixels, count * pixels * 3);
      if (mask !== undefined) masks.set(mask, count * pixels);
      labels[count] = classNames?.indexOf(group[index]!.folder) ?? 0;
      count++;
    });
    onProgress?.(Math.min(1, (start + AT_ONCE) / placed.length));
  }
  if (count === 0) {
    const { name: file, reason } = skipped[0]!;
    throw new Failure({
      code: 'data_unreadable',
      message: `None of the ${placed.length} images in ${name} can be read. ${file}: ${reason}`,
      remedy: 'Check that the files open in an image viewer, or choose others.',
    });
  }
  const usedMasks = masks.subarray(0, count * pixels);
  return {
    name,
    count,
    height: size,
    width: size,
    images: images.subarray(0, count * pixels * 3),
    ...(classNames === undefined ? {} : { labels: labels.subarray(0, count), classNames }),
    ...(hasMasks ? { masks: usedMasks, maskClassNames: maskClasses(usedMasks) } : {}),
    skipped,
  };
}

async function loadOne(
  { file, mask }: PlacedImage,
  { size, decode }: LoadOptions,
): Promise<{ image?: FittedImage; mask?: Uint8Array; problems: Skipped[] }> {
  let image: FittedImage;
  try {
    image = await decode(await file.read(), size);
  } catch (error) {
    return { problems: [{ name: file.path, reason: reasonOf(error) }] };
  }
  if (mask === undefined) return { image, problems: [] };
  try {
    return { image, mask: fitMask(readIndexPng(await mask.read()), image, size), problems: [] };
  } catch (error) {
    return { image, problems: [{ name: mask.path, reason: reasonOf(error) }] };
  }
}

/** The mask's middle square by nearest neighbour: `[size, size]`. It must have the image's proportions. */
function fitMask({ width, height, values }: IndexImage, image: FittedImage, size: number): Uint8Array {
  if (Math.abs(width * image.height - height * image.width) > Math.max(image.width, image.height)) {
    throw new Error(`It is ${width} × ${height}, its image ${image.width} × ${image.height}.`);
  }
  const { left, top, side } = centerSquare(width, height);
  const at = (start: number, index: number): number => Math.floor(start + ((index + 0.5) * side) / size);
  const fitted = new Uint8Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      fitted[row * size + column] = values[at(top, row) * width + at(left, column)]!;
    }
  }
  return fitted;
}

/** One name for each index up to the largest that occurs. */
function maskClasses(masks: Uint8Array): readonly string[] {
  const largest = masks.reduce((most, value) => (value !== IGNORED_CLASS && value > most ? value : most), 0);
  return Array.from({ length: largest + 1 }, (_, index) => `class ${index}`);
}

function allocate(bytes: number): Uint8Array {
  try {
    return new Uint8Array(bytes);
  } catch (error) {
    throw new Failure(
      {
        code: 'out_of_memory',
        message: `The images need ${Math.round(bytes / 2 ** 20).toLocaleString('en')} MiB, which cannot be had.`,
        remedy: 'Choose fewer images or a smaller image size.',
      },
      { cause: error },
    );
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
