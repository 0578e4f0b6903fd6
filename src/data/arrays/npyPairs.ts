import { Failure } from '../../failure';
import { plain, quotedList } from '../../quoted';
import { Account } from '../account';
import { zipFiles } from '../archives/zip';
import type { FoundFile } from '../reader';
import type { SourceFile } from '../sourceFile';
import { openNpyImages, readNpyLabels } from './openNpy';
import { nameOf, type ArrayPair, type ArraySplit } from './pixelArray';

/** Words that names of arrays are made of: `x_train`, `train_images`, `labels`. */
const IMAGES = new Set('x image images img imgs pixels data'.split(' '));
const LABELS = new Set('y label labels target targets class classes'.split(' '));
const SPLITS: Readonly<Record<string, ArraySplit>> = {
  train: 'train',
  training: 'train',
  val: 'val',
  valid: 'val',
  validation: 'val',
  test: 'test',
  testing: 'test',
};
/** What `np.savez` calls arrays that are given no names: images first, as a rule. */
const UNNAMED: Readonly<Record<string, string>> = { arr_0: 'x', arr_1: 'y' };

/** An array as its name tells it. */
interface Member {
  /** The `.npz` file that it lies in, or itself. */
  readonly holder: SourceFile;
  readonly file: SourceFile;
  readonly name: string;
  readonly role: 'images' | 'labels' | undefined;
  readonly split: ArraySplit;
}

export interface NpyPairs {
  readonly pairs: readonly ArrayPair[];
  /** Names of the arrays that belong to none. */
  readonly others: readonly string[];
}

/**
 * NumPy's arrays among files, in `.npz` files and by themselves. Labels belong to the images of the same split: as Keras'
 * mnist.npz and MedMNIST call them, `x_train` and `y_train`, `train_images` and `train_labels`.
 *
 * @throws {Failure} `data_unreadable` where a `.npz` file is damaged, or no array in it is called as images are
 */
export async function npyPairs(files: readonly FoundFile[]): Promise<NpyPairs> {
  const members: Member[] = [];
  for (const { file, identity } of files) {
    if (identity.kind === 'npy') members.push(memberOf(file, file));
    if (identity.kind !== 'npz') continue;
    for (const entry of await zipFiles(file, new Account())) members.push(memberOf(file, entry));
  }
  const images = members.filter(({ role }) => role === 'images');
  const labels = members.filter(({ role }) => role === 'labels');
  if (images.length === 0 && members.length > 0) throw noImages(members);
  const used = new Set<Member>(images);
  const pairs = images.map((member): ArrayPair => {
    const { holder, file, name, split } = member;
    const own = labels.find((candidate) => candidate.split === split && isBeside(candidate, member));
    if (own !== undefined) used.add(own);
    return {
      name,
      split,
      files: own === undefined || own.holder === holder ? [holder] : [holder, own.holder],
      images: () => openNpyImages(file),
      ...(own === undefined ? {} : { labels: () => readNpyLabels(own.file) }),
    };
  });
  return { pairs, others: members.filter((member) => !used.has(member)).map(({ name }) => name) };
}

/** Both in one `.npz` file, or both by themselves. */
function isBeside(a: Member, b: Member): boolean {
  return a.holder === b.holder || (a.holder === a.file && b.holder === b.file);
}

function memberOf(holder: SourceFile, file: SourceFile): Member {
  const key = nameOf(file)
    .replace(/\.npy$/i, '')
    .toLowerCase();
  const words = (UNNAMED[key] ?? key).split(/[_\-. ]+/);
  const split = [
    ...words,
    ...nameOf(holder)
      .toLowerCase()
      .split(/[_\-. ]+/),
  ].find((word) => Object.hasOwn(SPLITS, word));
  return {
    holder,
    file,
    name: holder === file ? nameOf(file) : `${key} of ${nameOf(holder)}`,
    role: words.some((word) => LABELS.has(word))
      ? 'labels'
      : words.some((word) => IMAGES.has(word))
        ? 'images'
        : undefined,
    split: split === undefined ? 'train' : SPLITS[split]!,
  };
}

function noImages(members: readonly Member[]): Failure {
  return new Failure({
    code: 'data_unreadable',
    message: `${plain(nameOf(members[0]!.holder))} has no array that is called as images are; there are ${quotedList(members.map(({ name }) => name))}.`,
    doing: 'looking for images',
    remedy: 'Call them images and labels, x and y, or x_train, y_train, x_test and y_test.',
  });
}
