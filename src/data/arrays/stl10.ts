import { STL10_IMAGE, STL10_SIDE } from '../../formats/stl10';
import type { FoundFile } from '../reader';
import { splitPath, type SourceFile } from '../sourceFile';
import { nameOf, type ArrayPair, type ArraySplit, type ClassNumbers, type PixelArray } from './pixelArray';
import { unreadable } from './unreadable';
import { UINT8 } from './valueType';

const IMAGES_NAME = /^(train|test|unlabeled)_x\.bin$/i;
const CLASS_NAMES = 'airplane bird car cat deer dog horse monkey ship truck'.split(' ');

/**
 * STL-10's files among others. Nothing in a file of its images says so: it is one where it holds whole images and is
 * called as they are (`train_X.bin`), or has labels beside it, as many as it has images.
 */
export function stl10Pairs(files: readonly FoundFile[]): ArrayPair[] {
  const labels = files.filter(({ identity }) => identity.kind === 'stl10-labels').map(({ file }) => file);
  return files.flatMap(({ file, identity }): ArrayPair[] => {
    const isNamed = IMAGES_NAME.test(nameOf(file));
    if (file.size === 0 || file.size % STL10_IMAGE !== 0) return [];
    if (!isNamed && identity.kind !== 'unknown') return [];
    const own = labelsOf(file, labels);
    if (!isNamed && own === undefined) return [];
    return [
      {
        name: nameOf(file),
        split: splitOf(file),
        files: own === undefined ? [file] : [file, own],
        images: () => Promise.resolve(pixelsOf(file)),
        ...(own === undefined ? {} : { labels: () => readLabels(own) }),
      },
    ];
  });
}

/** By its name, `train_y.bin`; else the only list of as many labels in its folder. */
function labelsOf(images: SourceFile, labels: readonly SourceFile[]): SourceFile | undefined {
  const folder = ({ path }: SourceFile) => splitPath(path).folders.join('/');
  const fitting = labels.filter(
    (file) => file.size === images.size / STL10_IMAGE && folder(file) === folder(images),
  );
  const named = nameOf(images)
    .replace(/x(\.bin)$/i, 'y$1')
    .toLowerCase();
  return (
    fitting.find((file) => nameOf(file).toLowerCase() === named) ??
    (fitting.length === 1 ? fitting[0] : undefined)
  );
}

function splitOf(file: SourceFile): ArraySplit {
  const [split] = /^(test|unlabeled)/i.exec(nameOf(file)) ?? [];
  return split === undefined ? 'train' : (split.toLowerCase() as ArraySplit);
}

function pixelsOf(file: SourceFile): PixelArray {
  return {
    file,
    start: 0,
    count: file.size / STL10_IMAGE,
    height: STL10_SIDE,
    width: STL10_SIDE,
    channels: 3,
    strides: { row: 1, column: STL10_SIDE, channel: STL10_SIDE * STL10_SIDE },
    type: UINT8,
  };
}

async function readLabels(file: SourceFile): Promise<ClassNumbers> {
  const labels = (await file.read()).map((label) => label - 1);
  const wrong = labels.findIndex((label) => label >= CLASS_NAMES.length);
  if (wrong >= 0) throw unreadable(file, `has the label ${(labels[wrong]! + 1) % 256}; STL-10 has 1 to 10`);
  return { labels, names: CLASS_NAMES };
}
