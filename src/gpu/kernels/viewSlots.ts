import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { ViewTermsAttributes } from '../../ops/viewTerms';
import { floatBits, shape2 } from './flat';
import type { Slots } from './slots';

/** First slot of each view, and the end. */
function slotStarts(cells: readonly number[]): number[] {
  let end = 0;
  return [0, ...cells.map((count) => (end += count))];
}

/** The views from the first to the last whose covariance counts. */
function covariantViews({ covarianceShares }: ViewTermsAttributes): { first: number; last: number } {
  return {
    first: covarianceShares.findIndex((share) => share !== 0),
    last: covarianceShares.findLastIndex((share) => share !== 0),
  };
}

/** The slots of `viewTerms` on rows `[R, D]`, which are read where they lie. */
export function viewSlots(x: TensorInfo, attributes: ViewTermsAttributes): Slots {
  const { batch, first, cells, one, other, pairShares, varianceShares, covarianceShares } = attributes;
  const [, dimensions] = shape2(x);
  const starts = slotStarts(cells);
  const covariant = covariantViews(attributes);
  const valueShare = (shares: readonly number[], view: number): number =>
    shares[view]! / cells[view]! / dimensions;
  return {
    variant: { source: 'views', parts: cells.length, pairs: one.length, weighted: false },
    x,
    tensors: {},
    tables: {
      slots: starts.at(-1)!,
      parts: cells.flatMap((count, view) => [starts[view + 1]!, first[view]!, count, starts[view]!]),
      shares: cells.flatMap((_, view) => [
        valueShare(varianceShares, view),
        valueShare(covarianceShares, view),
        0,
        0,
      ]),
      pairs:
        one.length === 0
          ? [0, 0, 0, 0]
          : one.flatMap((view, pair) => [
              view,
              other[pair]!,
              floatBits(pairShares[pair]! / (batch * cells[view]! * dimensions)),
              0,
            ]),
    },
    batch,
    slots: starts.at(-1)!,
    dimensions,
    covariance:
      covariant.first < 0
        ? { first: 0, count: 0 }
        : { first: starts[covariant.first]!, count: starts[covariant.last + 1]! - starts[covariant.first]! },
    picked: 0,
  };
}
