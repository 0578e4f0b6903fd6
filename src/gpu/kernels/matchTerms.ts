import * as tf from '@tensorflow/tfjs-core';
import type { matchTerms, MatchTermsAttributes } from '../../ops/matchTerms';
import { floatBits, shape2 } from './flat';
import type { WebGpuKernels } from './kernel';
import { scatterCells } from './scatterCells';
import type { Slots } from './slots';
import { slotTerms, slotTermsGradient } from './slotTerms';

/** @file The local criterion on matched cells, which are read where they lie and never laid out. */

type Inputs = Readonly<Record<'rows' | 'index' | 'weight', tf.TensorInfo>>;

function slotsOf({ rows: x, index, weight }: Inputs, attributes: MatchTermsAttributes): Slots {
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
    variant: { source: 'matches', parts: kept.length, pairs: 0 },
    x,
    tensors: { index, weight },
    tables: { slots, direct, channels: dimensions, parts },
    batch,
    slots,
    dimensions,
    covariance: { first: 0, count: statistics ? slots : 0 },
    picked: slots - direct,
  };
}

export const matchTermsKernels: WebGpuKernels<typeof matchTerms> = {
  forward(backend, inputs, attributes, keeps) {
    if (attributes.batch < 2) return { outputs: tf.fill([3], NaN) };
    return slotTerms(backend, slotsOf(inputs, attributes), keeps);
  },

  rowsGradient(backend, { dy, gram, ...inputs }, attributes) {
    const slots = slotsOf(inputs, attributes);
    return scatterCells(backend, slots, slotTermsGradient(backend, dy, slots, gram), attributes);
  },
};
