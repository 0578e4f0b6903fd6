import * as tf from '@tensorflow/tfjs-core';
import type { matchTerms, MatchTermsAttributes } from '../../ops/matchTerms';
import { asTensor } from '../../ops/tape';
import { floatBits, shape2 } from './flat';
import { discard } from './discard';
import { largeOffDiagonalEnergy, largeOffDiagonalGradient, thirdOf } from './largeCovariance';
import type { WebGpuKernels } from './kernel';
import { scatterCells } from './scatterCells';
import type { Slots } from './slots';
import { slotTerms, slotTermsGradient, type LargeBatch } from './slotTerms';

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

/** The covariance of batches beyond what one workgroup holds, of cells that are laid out for it. */
function largeBatch(inputs: Inputs, { kept, shares }: MatchTermsAttributes, dy?: tf.Tensor): LargeBatch {
  const rows = asTensor(inputs.rows) as tf.Tensor2D;
  const laidOut = () => tf.gather(rows, asTensor(inputs.index)) as tf.Tensor as tf.Tensor3D;
  const side = kept.flatMap((count, list) =>
    Array<number>(count).fill(shares[list]! / 2 / count / rows.shape[1]),
  );
  const slotShares = [...side, ...side];
  return {
    energy: () => tf.tidy(() => largeOffDiagonalEnergy(laidOut(), slotShares)),
    addGradient: (gradient) =>
      tf.tidy(() => {
        const covariance = largeOffDiagonalGradient(thirdOf(dy!), laidOut(), slotShares);
        return tf.add(asTensor(gradient), tf.reshape(covariance, gradient.shape));
      }),
  };
}

export const matchTermsKernels: WebGpuKernels<typeof matchTerms> = {
  forward(backend, inputs, attributes, keeps) {
    if (attributes.batch < 2) return { outputs: tf.fill([3], NaN) };
    return slotTerms(backend, slotsOf(inputs, attributes), largeBatch(inputs, attributes), keeps);
  },

  rowsGradient(backend, { dy, gram, ...inputs }, attributes) {
    const large = largeBatch(inputs, attributes, asTensor(dy));
    const picked = slotTermsGradient(backend, dy, slotsOf(inputs, attributes), gram, large);
    const rows = scatterCells(backend, picked, inputs.index, attributes);
    discard(backend, picked);
    return rows;
  },
};
