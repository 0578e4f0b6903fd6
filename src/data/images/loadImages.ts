import { Failure } from '../../failure';
import { plain, quoted } from '../../quoted';
import type { Account } from '../account';
import { throwIfCancelled } from '../../cancelled';
import { IGNORED_CLASS } from '../imageSet';
import type { ImageSet } from '../imageSet';
import { unreadableReason } from '../lookAtFiles';
import { sayTaken, takenPlaces } from '../limit';
import type { LoadOptions } from '../reader';
import { checkSetMemory } from '../setMemory';
import { ending, textLines, type SourceFile } from '../sourceFile';
import { fitImage } from './fitImage';
import { fitMask, ignoreAround } from './fitMask';
import { imageHeader } from './imageHeader';
import { DAMAGED, damaged, ImageProblem } from './imageProblem';
import { MaskValues, type MaskMeaning } from './maskClasses';
import { NO_MASK, readMaskPng } from './maskPng';
import type { PlacedImage } from './pairMasks';
import { PixelBudget } from './pixelBudget';
import { placement, type Area } from './placement';
import type { ImagesPlan } from './planImages';

export interface ImagesOptions extends LoadOptions {
  /** Of the set, for people. */
  readonly name: string;
  /** The set whose masks say what those of this one mean. */
  readonly masksLike?: ImageSet;
}

/** Files read at the same time. */
const AT_ONCE = 8;
/** Pixels of the images that are decoded at the same time, some 200 MB with what decoders take. */
const PIXELS_AT_ONCE = 2 ** 25;

interface Problem {
  readonly path: string;
  readonly kind: string;
  readonly reason: string;
}

/** An image as it goes into the set. */
interface FittedImage {
  /** `[size, size, 3]`, RGB. */
  readonly pixels: Uint8Array;
  /** Of the image in the file, upright. */
  readonly width: number;
  readonly height: number;
}

interface Loaded {
  readonly image?: FittedImage;
  readonly mask?: { readonly fitted: Uint8Array; readonly values: Uint8Array };
  readonly problems: readonly Problem[];
}

/** Images to be read, in this order, with what is known of their classes. */
export type ImageFiles = Pick<ImagesPlan, 'training' | 'classes' | 'maskNames'>;

/**
 * The training images of a plan, or as many of them as are wanted, as a set of square images, in the plan's order. Images that cannot be read go into the
 * account with the reason; a missing or refused mask is all `IGNORED_CLASS`, and where all are, there are no masks.
 *
 * @throws {Failure} `data_unreadable` where no image can be read, `out_of_memory` where they do not fit, `cancelled`
 */
export async function loadImages(
  { training: all, classes, maskNames }: ImageFiles,
  account: Account,
  options: ImagesOptions,
): Promise<ImageSet> {
  const { name, size, fit = 'crop', onProgress, signal, masksLike } = options;
  const pixels = size * size;
  const places = takenPlaces(all.length, options.limit);
  const training = Array.from(places, (place) => all[place]!);
  const hasMasks = training.some(({ mask }) => mask !== undefined);
  checkSetMemory({
    name,
    count: training.length,
    bytesEach: pixels * (hasMasks ? 4 : 3),
    isLimited: masksLike === undefined,
  });
  const images = allocate(training.length * pixels * 3);
  const masks = allocate(hasMasks ? training.length * pixels : 0);
  masks.fill(IGNORED_CLASS);
  const labels = new Uint16Array(training.length);
  const masked: boolean[] = [];
  const areas: Area[] = [];
  const maskValues = new MaskValues(options.ignoreClass);
  const loadOne = imageLoader(options);
  for (let start = 0; start < training.length; start += AT_ONCE) {
    throwIfCancelled(signal);
    const results = await Promise.all(training.slice(start, start + AT_ONCE).map(loadOne));
    results.forEach(({ image, mask, problems }, index) => {
      for (const { kind, path, reason } of problems) account.skipped(kind, path, reason);
      if (image === undefined) return;
      const count = masked.push(mask !== undefined) - 1;
      images.set(image.pixels, count * pixels * 3);
      labels[count] = classes?.labels[places[start + index]!] ?? 0;
      areas.push(placement(image.width, image.height, { size, fit }).target);
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
  if (meaning !== undefined) {
    areas.forEach((area, index) =>
      ignoreAround(usedMasks.subarray(index * pixels, (index + 1) * pixels), area, size),
    );
  }
  sayTaken(training.length, all.length, account);
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

function imageLoader({ size, fit = 'crop', decode }: LoadOptions): (item: PlacedImage) => Promise<Loaded> {
  const frame = { size, fit };
  const budget = new PixelBudget(PIXELS_AT_ONCE);

  async function loadImage(file: SourceFile): Promise<FittedImage> {
    const bytes = await readFile(file);
    const header = imageHeader(bytes);
    return budget.run(header.width * header.height, async () => {
      const image = await decode(bytes, header);
      return { pixels: fitImage(image, frame), width: image.width, height: image.height };
    });
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
      return { image, mask: { fitted: fitMask(read, image, frame), values: read.values }, problems: [] };
    } catch (error) {
      return { image, problems: [problemOf(mask, error, NO_MASK)] };
    }
  };
}

async function readFile(file: SourceFile): Promise<Uint8Array> {
  try {
    return await file.read();
  } catch (error) {
    throw new ImageProblem(unreadableReason(error), 'unreadable', { cause: error });
  }
}

/** @param kind what the file counts as where the problem does not say it; its ending without one */
function problemOf({ path }: SourceFile, error: unknown, kind?: string): Problem {
  const problem = error instanceof ImageProblem ? error : damaged();
  return { path, kind: kind ?? problem.kind ?? (ending(path) || DAMAGED), reason: problem.message };
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
