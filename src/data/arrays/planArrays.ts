import type { Account } from '../account';
import type { FoundFile } from '../reader';
import { splitPath, type SourceFile } from '../sourceFile';

/** Images, and the labels of the same number of them. */
export interface ArrayPair {
  readonly images: SourceFile;
  readonly labels?: SourceFile;
}

export interface ArraysPlan {
  readonly training: ArrayPair;
  readonly test?: ArrayPair;
  /** A line for each class. */
  readonly classNames?: SourceFile;
}

const TEST = /^(t10k|test)/i;
const NAMES = /^(classes|class_names|labels)\.txt$/i;

/**
 * Which arrays are trained on: those that are not called `t10k-…` or `test-…`, where there are any. Labels belong to the images
 * of the same name but for these words: `train-images-idx3-ubyte.gz` and `train-labels-idx1-ubyte.gz`.
 *
 * @param account takes up what is not used
 */
export function planArrays(files: readonly FoundFile[], account: Account): ArraysPlan | undefined {
  const of = (kind: string) => files.filter(({ identity }) => identity.kind === kind).map(({ file }) => file);
  const [images, labels] = [of('idx-images'), of('idx-labels')];
  const pairs = images.map((file): ArrayPair => {
    const own =
      labels.find((candidate) => keyOf(candidate) === keyOf(file)) ??
      (images.length === 1 && labels.length === 1 ? labels[0] : undefined);
    return own === undefined ? { images: file } : { images: file, labels: own };
  });
  const [tests, others] = [pairs.filter(isTest), pairs.filter((pair) => !isTest(pair))];
  const training = others[0] ?? tests[0];
  if (training === undefined) return undefined;
  const test = others.length > 0 ? tests[0] : undefined;
  if (others.length === 0) account.remark('Trained on the test images: there are no others.');
  const classNames = files.find(({ file }) => NAMES.test(nameOf(file)))?.file;
  const used = new Set<SourceFile | undefined>([
    ...[training, test].flatMap((pair) => [pair?.images, pair?.labels]),
    classNames,
  ]);
  for (const { file } of files) if (!used.has(file)) account.otherFormat(file.path);
  return {
    training,
    ...(test === undefined ? {} : { test }),
    ...(classNames === undefined ? {} : { classNames }),
  };
}

function isTest({ images }: ArrayPair): boolean {
  return TEST.test(nameOf(images));
}

/** The name without what tells images from labels. */
function keyOf(file: SourceFile): string {
  return nameOf(file)
    .toLowerCase()
    .replace(/\.gz$/, '')
    .replace(/images?|labels?/, '')
    .replace(/idx\d/, '');
}

export function nameOf({ path }: SourceFile): string {
  return splitPath(path).name;
}
