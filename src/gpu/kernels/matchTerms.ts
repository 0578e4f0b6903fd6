import * as tf from '@tensorflow/tfjs-core';
import type { matchTerms, MatchTermsAttributes } from '../../ops/matchTerms';
import { release } from '../backendView';
import { floatBits, shape2 } from './flat';
import type { WebGpuKernels } from './kernel';
import { scatterCells } from './scatterCells';
import type { Slots } from './slots';
import { slotTerms, slotTermsGradient } from './slotTerms';

/** @file The local criterion on matched cells, which are read where they lie and never laid out. */

type Inputs = Readonly<Record<'rows' | 'index' | 'weight', tf.TensorInfo>>;

function slotsOf({ rows: x, index, weight }: Inputs, attributes: MatchTermsAttributes): Slots {
  const { batch, kept, shares, statistics } = attributes;
  const [, slots] = shape2(index);
  const [, dimensions] = shape2(x);
  let end = 0;
  const parts = kept.flatMap((count, list) => {
    end += count;
    return [end, floatBits(statistics ? shares[list]! / 2 / count / dimensions : 0), 0, 0];
  });
  return {
    variant: { source: 'matches', parts: kept.length, pairs: 0 },
    x,
    tensors: { index, weight },
    tables: { slots, channels: dimensions, parts },
    batch,
    slots,
    dimensions,
    covariance: { first: 0, count: statistics ? slots : 0 },
    gradientShape: [batch * slots, dimensions],
  };
}

export const matchTermsKernels: WebGpuKernels<typeof matchTerms> = {
  forward(backend, inputs, attributes, keeps) {
    if (attributes.batch < 2) return { outputs: tf.fill([3], NaN) };
    return slotTerms(backend, slotsOf(inputs, attributes), keeps);
  },

  rowsGradient(backend, { dy, gram, ...inputs }, attributes) {
    const picked = slotTermsGradient(backend, dy, slotsOf(inputs, attributes), gram);
    const rows = scatterCells(backend, picked, inputs.index, attributes);
    release(backend, picked);
    return rows;
  },
};
