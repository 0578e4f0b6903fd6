import { plain } from '../../quoted';
import { Account } from '../account';
import type { HeldOutSet, ImageSet } from '../imageSet';
import { sayTaken, takenPlaces } from '../limit';
import type { LoadOptions } from '../reader';
import { checkSetMemory } from '../setMemory';
import { textLines } from '../sourceFile';
import type { ArrayPair, ClassNumbers, PixelArray } from './pixelArray';
import type { ArraysPlan } from './planArrays';
import { readPixels } from './readPixels';
import { unreadable } from './unreadable';

/** Pixels of a side: smaller ones hold no crops, larger ones are no images. */
const [SMALLEST, LARGEST] = [8, 1024];
const CHANNELS = 3;
/** The most classes that a label can tell apart. */
const MAX_CLASSES = 2 ** 16;

/**
 * The arrays that are trained on as one set; which they are, and what is kept from training, goes into the account.
 *
 * @throws {Failure} those of the arrays; `data_unreadable` where sides or labels are not as they must be, `out_of_memory`
 * where the images do not fit, `cancelled`
 */
export async function loadArrays(
  { training, heldOut, classNames }: ArraysPlan,
  account: Account,
  options: LoadOptions,
): Promise<ImageSet> {
  const names = classNames === undefined ? undefined : textLines(await classNames.read());
  const set = await setOf(training, names, account, options);
  for (const { split, pair } of heldOut) account.heldOut(split, (await openedImages(pair)).count);
  if (heldOut.length > 0)
    account.remark(
      `Trained on: ${plain(training.name)}. Kept for evaluation, not trained on: ${plain(heldOut.map(({ pair }) => pair.name).join(', '))}.`,
    );
  return { ...set, ...account.report };
}

/** The images that are kept, with the class names of the training set. @throws {Failure} as `loadArrays` does */
export async function loadHeldOutArrays(
  { heldOut }: ArraysPlan,
  training: ImageSet,
  options: LoadOptions,
): Promise<HeldOutSet[]> {
  const sets: HeldOutSet[] = [];
  for (const { split, pair } of heldOut) {
    const account = new Account();
    const set = await setOf(pair, training.classNames, account, { ...options, limit: 0 }, false);
    sets.push({ split, set: { ...set, ...account.report } });
  }
  return sets;
}

async function setOf(
  pair: ArrayPair,
  names: readonly string[] | undefined,
  account: Account,
  options: LoadOptions,
  isLimited = true,
): Promise<ImageSet> {
  const array = await openedImages(pair);
  const { file, count, height, width } = array;
  const places = takenPlaces(count, options.limit);
  checkSetMemory({
    name: pair.name,
    count: places.length,
    bytesEach: height * width * CHANNELS,
    isLimited,
  });
  const { pixels, remark } = await readPixels(array, places, options);
  if (remark !== undefined) account.remark(`${plain(pair.name)}: ${remark}`);
  sayTaken(places.length, count, account);
  return {
    name: pair.name,
    count: places.length,
    height,
    width,
    images: pixels,
    ...(pair.labels === undefined
      ? {}
      : labelsOf(await pair.labels(), count, places, names, (reason) =>
          unreadable(pair.files[1] ?? file, reason),
        )),
  };
}

async function openedImages(pair: ArrayPair): Promise<PixelArray> {
  const array = await pair.images();
  const { file, height, width, channels } = array;
  if (![height, width].every((side) => side >= SMALLEST && side <= LARGEST))
    throw unreadable(
      file,
      `has images of ${height} × ${width} pixels; sides of ${SMALLEST} to ${LARGEST} are read`,
    );
  if (channels !== 1 && channels !== CHANNELS)
    throw unreadable(file, `has images of ${channels} channels; 1 and 3 are read`);
  return array;
}

/**
 * Classes are numbers from 0 on, however few images are taken. A list names them where it is long enough, else the data
 * set's own names do, else their numbers.
 */
function labelsOf(
  { labels, names: own }: ClassNumbers,
  count: number,
  places: Uint32Array,
  names: readonly string[] | undefined,
  failure: (reason: string) => Error,
): Pick<ImageSet, 'labels' | 'classNames'> {
  if (labels.length !== count)
    throw failure(
      `has ${labels.length.toLocaleString('en')} labels for ${count.toLocaleString('en')} images`,
    );
  let classes = 0;
  for (let at = 0; at < count; at++) {
    const label = labels[at]!;
    if (!Number.isInteger(label) || label < 0 || label >= MAX_CLASSES)
      throw failure(`has the label ${label}; classes are whole numbers from 0 to ${MAX_CLASSES - 1}`);
    if (label >= classes) classes = label + 1;
  }
  return {
    labels: Uint16Array.from(places, (place) => labels[place]!),
    classNames:
      [names, own].find((list) => list !== undefined && list.length >= classes) ??
      Array.from({ length: classes }, (_, index) => String(index)),
  };
}
