import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { MatchTermsAttributes } from '../../ops/matchTerms';
import { floatBits, shape2 } from './flat';
import type { Slots } from './slots';

export type MatchedInputs = Readonly<Record<'maps' | 'index', TensorInfo>> & {
  readonly weight?: TensorInfo | undefined;
};

/** The slots of `matchTerms`: matched cells, which are read where they lie and never laid out. */
export function matchedSlots(
  { maps: x, index, weight }: MatchedInputs,
  attributes: MatchTermsAttributes,
): Slots {
  const { batch, from, kept, shares, statistics } = attributes;
  const [, slots] = shape2(index);
  const [, dimensions] = shape2(x);
  let [end, direct] = [0, 0];
  const parts = kept.flatMap((count, list) => {
    const [before, isDirect] = [direct, from.indexOf(from[list]!) === list];
    end += count;
    if (isDirect) direct += count;
    const share = statistics ? shares[list]! / 2 / count / dimensions : 0;
    return [end, floatBits(share), before, Number(isDirect)];
  });
  return {
    variant: { source: 'matches', parts: kept.length, pairs: 0, weighted: weight !== undefined },
    x,
    tensors: { index, ...(weight && { weight }) },
    tables: {
      slots,
      direct,
      channels: dimensions,
      parts,
      weights: kept.flatMap((count, list) => [shares[list]! / batch / count, 0, 0, 0]),
    },
    batch,
    slots,
    dimensions,
    covariance: { first: 0, count: statistics ? slots : 0 },
    picked: slots - direct,
  };
}
