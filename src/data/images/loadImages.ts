import { Failure } from '../../failure';
import { plain, quoted } from '../../quoted';
import { throwIfCancelled } from '../../cancelled';
import type { Account } from '../account';
import { IGNORED_CLASS } from '../imageSet';
import type { ImageSet } from '../imageSet';
import type { LoadOptions } from '../reader';
import { ending, textLines, type SourceFile } from '../sourceFile';
import { centerSquare } from './centerSquare';
import type { FittedImage } from './imageFile';
import { imageHeader } from './imageHeader';
import { DAMAGED, damaged, ImageProblem } from './imageProblem';
import { MaskValues, type MaskMeaning } from './maskClasses';
import { NO_MASK, readMaskPng, type IndexImage } from './maskPng';
import type { PlacedImage } from './pairMasks';
import type { ImagesPlan } from './planImages';

export interface ImagesOptions extends LoadOptions {
  /** Of the set, for people. */
  readonly name: string;
  /** The set whose masks say what those of this one mean. */
  readonly masksLike?: ImageSet;
}

/** Files decoded at the same time; of large images one, so that they are not all in memory at once. */
const AT_ONCE = 8;
const LARGE_PIXELS = 2 ** 24;

interface Problem {
  readonly path: string;
  readonly kind: string;
  readonly reason: string;
}

interface Loaded {
  readonly image?: FittedImage;
  readonly mask?: { readonly fitted: Uint8Array; readonly values: Uint8Array };
  readonly problems: readonly Problem[];
}

/** Images to be read, in this order, with what is known of their classes. */
export type ImageFiles = Pick<ImagesPlan, 'training' | 'classes' | 'maskNames'>;

/**
 * The training images of a plan as a set of square images, in the plan's order. Images that cannot be read go into the
 * account with the reason; a missing or refused mask is all `IGNORED_CLASS`, and where all are, there are no masks.
 *
 * @throws {Failure} `data_unreadable` where no image can be read, `out_of_memory` where they do not fit
 */
export async function loadImages(
  { training, classes, maskNames }: ImageFiles,
  account: Account,
  options: ImagesOptions,
): Promise<ImageSet> {
  const { name, size, onProgress, masksLike } = options;
  const pixels = size * size;
  const images = allocate(training.length * pixels * 3);
  const masks = allocate(training.some(({ mask }) => mask !== undefined) ? training.length * pixels : 0);
  masks.fill(IGNORED_CLASS);
  const labels = new Uint16Array(training.length);
  const masked: boolean[] = [];
  const maskValues = new MaskValues(options.ignoreClass);
  const loadOne = imageLoader(options);
  for (let start = 0; start < training.length; start += AT_ONCE) {
    throwIfCancelled(options.signal);
    const results = await Promise.all(training.slice(start, start + AT_ONCE).map(loadOne));
    results.forEach(({ image, mask, problems }, index) => {
      for (const { kind, path, reason } of problems) account.skipped(kind, path, reason);
      if (image === undefined) return;
      const count = masked.push(mask !== undefined) - 1;
      images.set(image.pixels, count * pixels * 3);
      labels[count] = classes?.labels[start + index] ?? 0;
      if (mask === undefined) return;
      masks.set(mask.fitted, count * pixels);
      maskValues.take(mask.values);
    });
    onProgress?.(Math.min(1, (start + AT_ONCE) / training.length));
  }
  const count = masked.length;
  if (count === 0) throw noneReadable(name, training.length, account);
  const usedMasks = masks.subarray(0, count * pixels);
  const meaning = masked.includes(true)
    ? (adopted(maskValues, usedMasks, masked, masksLike, account) ??
      maskValues.settle(usedMasks, masked, maskNames && textLines(await maskNames.read()), account))
    : undefined;
  sayWhichMasks(training, masked, account);
  return {
    name,
    count,
    height: size,
    width: size,
    images: images.subarray(0, count * pixels * 3),
    ...(classes === undefined ? {} : { labels: labels.subarray(0, count), classNames: classes.names }),
    ...(meaning === undefined ? {} : { masks: usedMasks, ...meaning }),
    ...account.report,
  };
}

/** The meaning of another set's masks, given to these; `undefined` where there is no such set. */
function adopted(
  values: MaskValues,
  masks: Uint8Array,
  masked: readonly boolean[],
  like: ImageSet | undefined,
  account: Account,
): MaskMeaning | undefined {
  if (like?.maskClassNames === undefined) return undefined;
  const { maskClassNames, whiteIsForeground = false } = like;
  const meaning = { maskClassNames, whiteIsForeground };
  values.adopt(masks, masked, meaning, account);
  return meaning;
}

function imageLoader({ size, decode }: LoadOptions): (item: PlacedImage) => Promise<Loaded> {
  let lastLarge: Promise<unknown> = Promise.resolve();

  async function loadImage(file: SourceFile): Promise<FittedImage> {
    const bytes = await readFile(file);
    const header = imageHeader(bytes);
    const fit = () => decode(bytes, size, header);
    if (header.width * header.height <= LARGE_PIXELS) return fit();
    const turn = lastLarge.then(fit);
    lastLarge = turn.catch(() => undefined);
    return turn;
  }

  return async ({ file, mask }) => {
    let image: FittedImage;
    try {
      image = await loadImage(file);
    } catch (error) {
      return { problems: [problemOf(file, error)] };
    }
    if (mask === undefined) return { image, problems: [] };
    try {
      const read = readMaskPng(await readFile(mask));
      return { image, mask: { fitted: fitMask(read, image, size), values: read.values }, problems: [] };
    } catch (error) {
      return { image, problems: [problemOf(mask, error, NO_MASK)] };
    }
  };
}

async function readFile(file: SourceFile): Promise<Uint8Array> {
  try {
    return await file.read();
  } catch (error) {
    throw new ImageProblem('It cannot be read from where it lies.', 'unreadable', { cause: error });
  }
}

/** @param kind what the file counts as where the problem does not say it; its ending without one */
function problemOf({ path }: SourceFile, error: unknown, kind?: string): Problem {
  const problem = error instanceof ImageProblem ? error : damaged();
  return { path, kind: kind ?? problem.kind ?? (ending(path) || DAMAGED), reason: problem.message };
}

/** The mask's middle square by nearest neighbour: `[size, size]`. It must have the image's proportions. */
function fitMask({ width, height, values }: IndexImage, image: FittedImage, size: number): Uint8Array {
  if (Math.abs(width * image.height - height * image.width) > Math.max(image.width, image.height)) {
    throw new ImageProblem(`It is ${width} × ${height}, its image ${image.width} × ${image.height}.`);
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

function sayWhichMasks(training: readonly PlacedImage[], masked: readonly boolean[], account: Account): void {
  const found = training.filter(({ mask }) => mask !== undefined).length;
  const used = masked.filter((has) => has).length;
  if (found === 0) return;
  if (used === 0) account.remark(`No masks: none of the ${found} mask files could be used.`);
  else if (used < masked.length) {
    account.remark(`${masked.length - used} of ${masked.length} images have no mask.`);
  }
}

function noneReadable(name: string, count: number, account: Account): Failure {
  const first = account.report.skipped[0]!;
  const what =
    count === 1 ? 'The image' : `None of the ${count} images in ${quoted(name)} can be read. The first`;
  return new Failure({
    code: 'data_unreadable',
    message: `${what}, ${plain(first.name)}${count === 1 ? ' cannot be read' : ''}: ${first.reason}`,
    doing: 'reading the images',
    remedy: 'Check that the files open in an image viewer, or choose others.',
  });
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
