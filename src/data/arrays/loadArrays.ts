import type { Account } from '../account';
import type { HeldOutSet, ImageSet } from '../imageSet';
import { textLines } from '../sourceFile';
import { nameOf, type ArrayPair, type ArraysPlan } from './planArrays';
import { readIdx, unreadable, type IdxArray } from './readIdx';

const CHANNELS = 3;
/** Pixels of a side: smaller ones hold no crops, larger ones are no images. */
const [SMALLEST, LARGEST] = [8, 1024];

/**
 * The arrays that are trained on as one set; which they are, and what is kept from training, goes into the account.
 * @throws {Failure} those of `readIdx`; `data_unreadable` where sides or labels are not as they must be
 */
export async function loadArrays(
  { training, test, classNames }: ArraysPlan,
  account: Account,
): Promise<ImageSet> {
  const names = classNames === undefined ? undefined : textLines(await classNames.read());
  const set = await setOf(training, names);
  if (test !== undefined) {
    account.heldOut('test', (await readIdx(test.images)).shape[0]!);
    account.remark(
      `Trained on: ${nameOf(training.images)}. Kept for evaluation, not trained on: ${nameOf(test.images)}.`,
    );
  }
  return { ...set, ...account.report };
}

/** The test images, with the class names of the training set. @throws {Failure} as `loadArrays` does */
export async function loadTestArrays({ test }: ArraysPlan, training: ImageSet): Promise<HeldOutSet[]> {
  if (test === undefined) return [];
  return [{ split: 'test', set: await setOf(test, training.classNames) }];
}

async function setOf({ images, labels }: ArrayPair, names: readonly string[] | undefined): Promise<ImageSet> {
  const { shape, values } = await readIdx(images);
  const [count, height, width, channels = 1] = shape as [number, number, number, number?];
  if (![height, width].every((side) => side >= SMALLEST && side <= LARGEST))
    throw unreadable(
      images,
      `has images of ${height} × ${width} pixels; sides of ${SMALLEST} to ${LARGEST} are read`,
    );
  if (channels !== 1 && channels !== CHANNELS)
    throw unreadable(images, `has images of ${channels} channels; 1 and 3 are read`);
  return {
    name: nameOf(images),
    count,
    height,
    width,
    images: channels === CHANNELS ? values.slice() : coloured(values),
    ...(labels === undefined
      ? {}
      : labelsOf(await readIdx(labels), count, names, (reason) => unreadable(labels, reason))),
  };
}

/** Grey values as pixels of three equal channels. */
function coloured(grey: Uint8Array): Uint8Array {
  const pixels = new Uint8Array(CHANNELS * grey.length);
  for (let at = 0; at < grey.length; at++) pixels.fill(grey[at]!, CHANNELS * at, CHANNELS * (at + 1));
  return pixels;
}

/** Classes are numbers from 0 on; their names are the numbers where no list names them all. */
function labelsOf(
  { shape, values }: IdxArray,
  count: number,
  names: readonly string[] | undefined,
  failure: (reason: string) => Error,
): Pick<ImageSet, 'labels' | 'classNames'> {
  if (shape.length !== 1 || shape[0] !== count)
    throw failure(`has ${shape[0]!.toLocaleString('en')} labels for ${count.toLocaleString('en')} images`);
  const labels = Uint16Array.from(values);
  const classes = 1 + labels.reduce((largest, label) => Math.max(largest, label), 0);
  const classNames =
    names !== undefined && names.length >= classes
      ? names
      : Array.from({ length: classes }, (_, index) => String(index));
  return { labels, classNames };
}
