import { fingerprintOf } from '../fingerprint';
import type { ImageSet } from './imageSet';

const known = new WeakMap<ImageSet, string>();

/**
 * A hash of what a training sees of a data set, size, pixels, labels and class names, as 16 hexadecimal digits. Found
 * once for each set, which must be there in full.
 */
export function dataFingerprint(set: ImageSet): string {
  const found = known.get(set) ?? fingerprintOf(...partsOf(set));
  known.set(set, found);
  return found;
}

function* partsOf({
  count,
  height,
  width,
  images,
  labels,
  classNames = [],
}: ImageSet): Generator<ArrayBufferView> {
  yield Int32Array.of(count, height, width);
  yield images;
  if (labels !== undefined) yield labels;
  yield new TextEncoder().encode(classNames.join('\n'));
}
