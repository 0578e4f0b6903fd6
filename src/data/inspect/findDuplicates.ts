import { imageAt } from '../../augment/imageBytes';
import { fingerprintOf } from '../../fingerprint';
import type { DuplicateReport } from '../../reports/inspection';
import type { ImageSet } from '../imageSet';
import { JoinedGroups } from './joinedGroups';
import { dot, FREQUENCIES, hashOf, lowFrequencies } from './lowFrequencies';
import { nearHashes } from './nearHashes';
import { greyThumbnail } from './thumbnail';

/** Bits of 64 in which the perceptual hashes of similar images differ at most. */
const MOST_BITS = 8;
/** Correlation of similar images, blurred and in grey, at least. */
const LEAST_CORRELATION = 0.95;
/** Some seconds of work; 50,000 photographs of CIFAR-10 take a fifth of it. */
const MOST_COMPARISONS = 5e8;
/** Share of the work that is done once every image was looked at. */
const LOOKED = 0.7;

type Images = Pick<ImageSet, 'count' | 'height' | 'width' | 'images'>;

/**
 * Finds images that show the same: those whose bytes are equal, and those that look alike in grey, by their perceptual
 * hashes and the correlation of what the hashes are made of: copies of other brightness, contrast, size or quality. Mirrored,
 * turned and cropped copies are not looked for. An image that is like one of a group belongs to it.
 *
 * @yields how much is done, 0 to 1.
 */
export function* findDuplicates(set: Images): Generator<number, DuplicateReport, void> {
  const { count } = set;
  const originals = new Int32Array(count);
  const alike = new JoinedGroups(count);
  const byBytes = new Map<string, number>();
  /** Images that can be known again, and what they show, in the same order. */
  const known: number[] = [];
  const frequencies = new Float32Array(count * FREQUENCIES);
  const hashes = new Uint32Array(2 * count);

  for (let image = 0; image < count; image++) {
    const { pixels } = imageAt(set, image);
    const original = firstWith(byBytes, set, image, pixels);
    originals[image] = original;
    alike.join(original, image);
    const shown = original === image ? lowFrequencies(greyThumbnail(pixels, set.height, set.width)) : null;
    if (shown !== null) {
      frequencies.set(shown, known.length * FREQUENCIES);
      hashes.set(hashOf(shown), known.length * 2);
      known.push(image);
    }
    yield (LOOKED * (image + 1)) / count;
  }

  const shownBy = (place: number) => frequencies.subarray(place * FREQUENCIES, (place + 1) * FREQUENCIES);
  const compare = (a: number, b: number) => {
    const [one, other] = [known[a]!, known[b]!];
    if (alike.first(one) === alike.first(other)) return;
    if (dot(shownBy(a), shownBy(b)) >= LEAST_CORRELATION) alike.join(one, other);
  };
  const search = nearHashes(hashes.subarray(0, 2 * known.length), MOST_BITS, compare, MOST_COMPARISONS);
  let step = search.next();
  for (; step.done !== true; step = search.next()) yield LOOKED + (1 - LOOKED) * step.value;

  const groups = alike.groups.map((images) => ({
    images,
    identical: images.every((image) => originals[image] === originals[images[0]!]),
  }));
  return { groups, complete: step.value };
}

/** The first image with the same bytes, which may be this one. */
function firstWith(byBytes: Map<string, number>, set: Images, image: number, pixels: Uint8Array): number {
  const fingerprint = fingerprintOf(pixels);
  const first = byBytes.get(fingerprint);
  if (first === undefined) byBytes.set(fingerprint, image);
  else if (equal(imageAt(set, first).pixels, pixels)) return first;
  return image;
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.every((value, at) => value === b[at]);
}
