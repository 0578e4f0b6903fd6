import { holds } from '../augment/viewGeometry';
import type { CropBox } from '../augment/viewParameters';
import { LANDING_RADIUS } from '../reports/landingRadius';
import type { MatchingAccuracy } from '../reports/matches';

/** One image: its two global views and what the cells of view 0 matched in view 1. */
export interface AccuracySample {
  /** Cell centres of view 0 and view 1 as (y, x) in pixels of the source image, true to the flip, `[N, 2]` and `[M, 2]`. */
  readonly locations: readonly [Float32Array, Float32Array];
  /** What view 1 shows of the source image. */
  readonly crop: CropBox;
  /** Size of one cell of view 1 in pixels of the source image, (height, width). */
  readonly cell: readonly [number, number];
  /** Cell of view 1 with the nearest backbone feature, for each cell of view 0, `[N]`. */
  readonly features: Int32Array;
  /** The same by map embedding; absent at α = 1. */
  readonly embeddings?: Int32Array;
}

/**
 * Share of best matches that land in the right place. Counted are the cells of view 0 whose centre view 1 sees; a match is
 * right within `LANDING_RADIUS` cells (Euclidean, in units of view 1's cell) of that centre. Chance is what a uniformly
 * random cell of view 1 would score for the same cells. Shares are 0 when nothing is counted.
 */
export function matchingAccuracy(
  samples: readonly AccuracySample[],
  radius: number = LANDING_RADIUS,
): MatchingAccuracy {
  let count = 0;
  let chance = 0;
  let features = 0;
  let embeddings = 0;
  for (const sample of samples) {
    const [own, other] = sample.locations;
    const candidates = other.length / 2;
    for (let cell = 0; cell < own.length / 2; cell++) {
      const y = own[2 * cell]!;
      const x = own[2 * cell + 1]!;
      if (!holds(sample.crop, { x, y })) continue;
      const isRight = (candidate: number): boolean =>
        Math.hypot(
          (other[2 * candidate]! - y) / sample.cell[0],
          (other[2 * candidate + 1]! - x) / sample.cell[1],
        ) <= radius;
      let right = 0;
      for (let candidate = 0; candidate < candidates; candidate++) if (isRight(candidate)) right++;
      count++;
      chance += right / candidates;
      if (isRight(sample.features[cell]!)) features++;
      if (sample.embeddings && isRight(sample.embeddings[cell]!)) embeddings++;
    }
  }
  const share = (hits: number): number => (count === 0 ? 0 : hits / count);
  return {
    features: share(features),
    ...(samples.some((sample) => sample.embeddings) ? { embeddings: share(embeddings) } : {}),
    chance: share(chance),
    count,
  };
}
