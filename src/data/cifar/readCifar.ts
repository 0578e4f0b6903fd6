import { Failure } from '../../failure';
import { plain } from '../../quoted';
import type { ImageSet } from '../imageSet';
import { takenPlaces } from '../limit';
import { CIFAR100_CLASSES, CIFAR10_CLASSES } from './classNames';

const SIDE = 32;
const PLANE = SIDE * SIDE;

/** A file that has been read; `name` without folders. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

interface CifarKind {
  readonly title: string;
  /** Label bytes before the pixels; the last one is the class that we use. */
  readonly labelBytes: number;
  readonly recordBytes: number;
  readonly classNames: readonly string[];
}

const CIFAR10: CifarKind = {
  title: 'CIFAR-10',
  labelBytes: 1,
  recordBytes: 1 + 3 * PLANE,
  classNames: CIFAR10_CLASSES,
};
const CIFAR100: CifarKind = {
  title: 'CIFAR-100',
  labelBytes: 2,
  recordBytes: 2 + 3 * PLANE,
  classNames: CIFAR100_CLASSES,
};

/**
 * Reads binary batch files of CIFAR-10 (label, then the red, green and blue plane of 32 × 32 bytes) or CIFAR-100
 * (coarse label, fine label, planes) into one set.
 *
 * @param classNames names in label order instead of the data set's own
 * @param limit the most images that are taken, evenly spread over the files; 0 takes all
 * @throws {Failure} `data_missing` without files; `data_truncated` where a file's size is no multiple of its records;
 * `data_unreadable` for labels out of range or files of both kinds
 */
export function readCifar(files: readonly NamedBytes[], classNames?: readonly string[], limit = 0): ImageSet {
  const first = files[0];
  if (first === undefined) {
    throw new Failure({
      code: 'data_missing',
      message: 'No CIFAR file was given.',
      remedy: 'Choose data_batch_1.bin or other files of the binary version of CIFAR-10.',
    });
  }
  const kind = kindOf(first);
  for (const file of files) check(file, kind);

  const records = files.flatMap(({ name, bytes }) =>
    Array.from({ length: bytes.length / kind.recordBytes }, (_, index) => ({
      name,
      bytes,
      start: index * kind.recordBytes,
    })),
  );
  const places = takenPlaces(records.length, limit);
  const count = places.length;
  const images = new Uint8Array(count * 3 * PLANE);
  const labels = new Uint16Array(count);
  places.forEach((place, index) => {
    const { name, bytes, start } = records[place]!;
    const pixels = start + kind.labelBytes;
    const label = bytes[pixels - 1]!;
    if (label >= kind.classNames.length) throw badLabel(name, label, start, kind);
    labels[index] = label;
    interleave(bytes.subarray(pixels, pixels + 3 * PLANE), images.subarray(index * 3 * PLANE));
  });
  return {
    name: files.length === 1 ? first.name : `${kind.title} (${files.length} files)`,
    count,
    height: SIDE,
    width: SIDE,
    images,
    labels,
    classNames: classNames?.length === kind.classNames.length ? classNames : kind.classNames,
  };
}

/** How many images a batch file of a data set with that many classes holds. */
export function imagesInBatch(bytes: number, classCount: number): number {
  const kind = classCount === CIFAR100.classNames.length ? CIFAR100 : CIFAR10;
  return Math.floor(bytes / kind.recordBytes);
}

/** By its size; by its name where the size leaves it open. */
function kindOf({ name, bytes }: NamedBytes): CifarKind {
  const [fits10, fits100] = [CIFAR10, CIFAR100].map((kind) => bytes.length % kind.recordBytes === 0);
  if (fits10 !== fits100) return fits10 ? CIFAR10 : CIFAR100;
  return /^(train|test)\.bin$|cifar-?100/i.test(name) ? CIFAR100 : CIFAR10;
}

function check(file: NamedBytes, kind: CifarKind): void {
  const { name, bytes } = file;
  const { title, recordBytes } = kind;
  if (bytes.length > 0 && bytes.length % recordBytes === 0) return;
  const other = kindOf(file);
  if (bytes.length > 0 && bytes.length % other.recordBytes === 0) {
    throw new Failure({
      code: 'data_unreadable',
      message: `${plain(name)} holds ${other.title} images, the files before it ${title} images.`,
      doing: `reading ${plain(name)}`,
      remedy: 'Choose files of one data set at a time.',
    });
  }
  const rest = bytes.length % recordBytes;
  throw new Failure({
    code: 'data_truncated',
    message:
      `${plain(name)} has ${bytes.length.toLocaleString('en')} bytes; a ${title} batch file has a multiple of ` +
      `${recordBytes.toLocaleString('en')} (${rest.toLocaleString('en')} bytes are left over).`,
    doing: `reading ${plain(name)}`,
    remedy: `Download the file again, or choose another binary batch file of ${title}.`,
  });
}

function badLabel(name: string, label: number, offset: number, { title, classNames }: CifarKind): Failure {
  return new Failure({
    code: 'data_unreadable',
    message: `${plain(name)} has label ${label} at byte ${offset.toLocaleString('en')}; ${title} has ${classNames.length} classes.`,
    doing: `reading ${plain(name)}`,
    remedy: `Check that the file is a binary batch file of ${title}.`,
  });
}

/** Three planes one after another to RGB pixels. */
function interleave(planes: Uint8Array, pixels: Uint8Array): void {
  for (let channel = 0; channel < 3; channel++) {
    for (let pixel = 0; pixel < PLANE; pixel++) {
      pixels[3 * pixel + channel] = planes[channel * PLANE + pixel]!;
    }
  }
}
