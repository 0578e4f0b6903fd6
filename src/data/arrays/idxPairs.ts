import type { FoundFile } from '../reader';
import type { SourceFile } from '../sourceFile';
import { openIdxImages, readIdxLabels } from './openIdx';
import { nameOf, type ArrayPair } from './pixelArray';

const TEST = /^(t10k|test)/i;

/**
 * IDX files among others. Labels belong to the images of the same name but for these words: `train-images-idx3-ubyte.gz`
 * and `train-labels-idx1-ubyte.gz`.
 */
export function idxPairs(files: readonly FoundFile[]): ArrayPair[] {
  const of = (kind: string) => files.filter(({ identity }) => identity.kind === kind).map(({ file }) => file);
  const [images, labels] = [of('idx-images'), of('idx-labels')];
  return images.map((file): ArrayPair => {
    const own =
      labels.find((candidate) => keyOf(candidate) === keyOf(file)) ??
      (images.length === 1 && labels.length === 1 ? labels[0] : undefined);
    return {
      name: nameOf(file),
      split: TEST.test(nameOf(file)) ? 'test' : 'train',
      files: own === undefined ? [file] : [file, own],
      images: () => openIdxImages(file),
      ...(own === undefined ? {} : { labels: () => readIdxLabels(own) }),
    };
  });
}

/** The name without what tells images from labels. */
function keyOf(file: SourceFile): string {
  return nameOf(file)
    .toLowerCase()
    .replace(/\.gz$/, '')
    .replace(/images?|labels?/, '')
    .replace(/idx\d/, '');
}
