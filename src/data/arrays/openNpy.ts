import { MOST_NPY_HEADER, npyHeader } from '../../formats/npy';
import { quoted } from '../../quoted';
import { memoryFile, type SourceFile } from '../sourceFile';
import { rowByRow, type ClassNumbers, type PixelArray } from './pixelArray';
import { tooLarge, unreadable, wrongLength } from './unreadable';
import { valueType, type ValueType } from './valueType';

/** Bytes of an array that is turned from Fortran's order: it is read as a whole. */
const MOST_TURNED = 2 ** 29;
/** Bytes of labels. */
const MOST_LABELS = 2 ** 27;
/** Fewer are no height, but channels. */
const LEAST_SIDE = 8;

interface NpyArray {
  readonly shape: readonly number[];
  readonly isFortran: boolean;
  readonly type: ValueType;
  /** Byte of the first value. */
  readonly start: number;
}

/**
 * The images of a `.npy` file: grey ones of 3 axes, or 4 axes with the channels last or before the rows.
 *
 * @throws {Failure} `data_unreadable`, `data_truncated`, `out_of_memory`, each naming the file
 */
export async function openNpyImages(file: SourceFile): Promise<PixelArray> {
  const { shape, isFortran, type, start } = await openNpy(file);
  if (shape.length !== 3 && shape.length !== 4)
    throw unreadable(
      file,
      `has an array of ${shape.length} axes (${shape.join(' × ')}); images have 3 or 4: count, height, width and channels`,
    );
  const [count, second, third, fourth] = shape as [number, number, number, number?];
  const values = isFortran ? { file: await turned(file, shape, type, start), start: 0 } : { file, start };
  const common = { ...values, count, type };
  if (fourth === undefined)
    return { ...common, height: second, width: third, channels: 1, strides: rowByRow(third, 1) };
  if (second < LEAST_SIDE && fourth >= LEAST_SIDE) {
    const strides = { row: fourth, column: 1, channel: third * fourth };
    return { ...common, height: third, width: fourth, channels: second, strides };
  }
  return { ...common, height: second, width: third, channels: fourth, strides: rowByRow(third, fourth) };
}

/** The labels of a `.npy` file, `[count]` or `[count, 1]`. @throws {Failure} as `openNpyImages` does */
export async function readNpyLabels(file: SourceFile): Promise<ClassNumbers> {
  const { shape, type, start } = await openNpy(file);
  const [count = 0, ...others] = shape;
  if (shape.length === 0 || others.some((size) => size !== 1))
    throw unreadable(file, `has labels of ${shape.join(' × ')}; one number for each image is read`);
  const bytes = count * type.bytes;
  if (bytes > MOST_LABELS) throw tooLarge(file, bytes, MOST_LABELS);
  return { labels: type.values(await file.slice(start, start + bytes)) };
}

async function openNpy(file: SourceFile): Promise<NpyArray> {
  const header = npyHeader(await file.slice(0, MOST_NPY_HEADER));
  if (header === undefined) throw unreadable(file, 'is no NumPy array of numbers');
  const { descr, shape, isFortran, bytes: start } = header;
  const type = valueType(descr);
  if (type === undefined)
    throw unreadable(
      file,
      `has values of type ${quoted(descr, 20)}; integers and floats of 32 or 64 bits are read`,
    );
  const wanted = shape.reduce((product, size) => product * size, 1);
  if (file.size - start !== wanted * type.bytes)
    throw wrongLength(file, shape, Math.floor((file.size - start) / type.bytes));
  return { shape, isFortran, type, start };
}

/** An array of Fortran's order in memory, its last axis fastest. */
async function turned(
  file: SourceFile,
  shape: readonly number[],
  { bytes: each }: ValueType,
  start: number,
): Promise<SourceFile> {
  const total = file.size - start;
  if (total > MOST_TURNED) throw tooLarge(file, total, MOST_TURNED);
  const values = await file.slice(start, file.size);
  if (values.length < total) throw unreadable(file, 'ends before its last value');
  const result = new Uint8Array(total);
  const strides = shape.map((_, axis) =>
    shape.slice(0, axis).reduce((product, size) => product * size, each),
  );
  const place = shape.map(() => 0);
  let from = 0;
  for (let to = 0; to < total; to += each) {
    for (let byte = 0; byte < each; byte++) result[to + byte] = values[from + byte]!;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      place[axis]!++;
      from += strides[axis]!;
      if (place[axis]! < shape[axis]!) break;
      from -= place[axis]! * strides[axis]!;
      place[axis] = 0;
    }
  }
  return memoryFile(file.path, result);
}
