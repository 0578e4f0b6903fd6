import { throwIfCancelled } from '../../cancelled';
import type { LoadOptions } from '../reader';
import type { PixelArray } from './pixelArray';
import { unreadable } from './unreadable';

/** Bytes that are read at a time. */
const PIECE = 2 ** 22;
/** Bytes between two images that are read with them: reading less takes no less time. */
const GAP = 2 ** 12;
const CHANNELS = 3;

type Watch = Pick<LoadOptions, 'onProgress' | 'signal'>;

/** Pixels, and what was made of values that are no bytes. */
export interface ReadPixels {
  /** `[places.length, height, width, 3]`, RGB. */
  readonly pixels: Uint8Array;
  /** A sentence for people. */
  readonly remark?: string;
}

/**
 * Reads some images of an array, and of its file only the bytes that these take. Grey becomes three equal channels. Values
 * that are no bytes are 0 to 255, or, where none is above 1, 0 to 1.
 *
 * @param places of the images, ascending
 * @throws {Failure} `data_unreadable` where the file ends early or values are out of range, `cancelled`
 */
export async function readPixels(
  array: PixelArray,
  places: Uint32Array,
  { onProgress, signal }: Watch,
): Promise<ReadPixels> {
  const { height, width, type } = array;
  // What is no byte is read twice: its range first.
  const passes = type.isByte ? 1 : 2;
  const watch = (pass: number): Watch => ({
    signal,
    onProgress: (share) => onProgress?.((pass + share) / passes),
  });
  const scale = type.isByte ? 1 : await scaleOf(array, places, watch(0));
  const pixels = new Uint8Array(places.length * height * width * CHANNELS);
  const bytesEach = height * width * CHANNELS;
  await eachImage(array, places, watch(passes - 1), (values, index) => {
    interleave(array, values, scale, pixels.subarray(index * bytesEach, (index + 1) * bytesEach));
  });
  return scale === 1 ? { pixels } : { pixels, remark: 'Values of 0 to 1 are taken as 0 to 255.' };
}

/** What makes bytes of the values. */
async function scaleOf(array: PixelArray, places: Uint32Array, watch: Watch): Promise<1 | 255> {
  let [least, most] = [0, 0];
  await eachImage(array, places, watch, (values) => {
    for (const value of values) {
      if (!(value >= least)) least = value;
      if (value > most) most = value;
    }
  });
  // Not a number is no least value either.
  if (!(least >= 0) || most > 255)
    throw unreadable(
      array.file,
      `has pixels of ${least.toPrecision(3)} to ${most.toPrecision(3)}; values of 0 to 1 or of 0 to 255 are read`,
    );
  return most <= 1 && most > 0 ? 255 : 1;
}

/** Calls `use` with the values of each image, in order. */
async function eachImage(
  array: PixelArray,
  places: Uint32Array,
  { onProgress, signal }: Watch,
  use: (values: Uint8Array | Float64Array, index: number) => void,
): Promise<void> {
  const { file, start, height, width, channels, type } = array;
  const record = height * width * channels * type.bytes;
  for (let index = 0; index < places.length;) {
    throwIfCancelled(signal);
    const first = places[index]!;
    const end = endOfPiece(places, index, record);
    const bytes = await file.slice(start + first * record, start + (places[end - 1]! + 1) * record);
    for (; index < end; index++) {
      const own = bytes.subarray((places[index]! - first) * record, (places[index]! - first + 1) * record);
      if (own.length < record) throw unreadable(file, 'ends before its last image');
      use(type.values(own), index);
    }
    onProgress?.(index / places.length);
  }
}

/** The images that are read together: those in one piece with small gaps. */
function endOfPiece(places: Uint32Array, start: number, record: number): number {
  let end = start + 1;
  while (
    end < places.length &&
    (places[end]! - places[end - 1]! - 1) * record < GAP &&
    (places[end]! - places[start]! + 1) * record <= PIECE
  )
    end++;
  return end;
}

function interleave(
  { height, width, channels, strides }: PixelArray,
  values: Uint8Array | Float64Array,
  scale: number,
  pixels: Uint8Array,
): void {
  const [, second, third] = [0, 1, 2].map((channel) => (channels === 1 ? 0 : channel * strides.channel));
  let to = 0;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++, to += CHANNELS) {
      const at = row * strides.row + column * strides.column;
      pixels[to] = Math.round(values[at]! * scale);
      pixels[to + 1] = Math.round(values[at + second!]! * scale);
      pixels[to + 2] = Math.round(values[at + third!]! * scale);
    }
  }
}
