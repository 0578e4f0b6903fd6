import * as tf from '@tensorflow/tfjs-core';
import type { BackendView } from '../backendView';
import { matchTerms, type MatchTermsAttributes } from '../../ops/matchTerms';
import { floatBits, shape2 } from './flat';
import { asTensor, discard, firstOutput, runKernel } from './gradients';
import { largeOffDiagonalEnergy, largeOffDiagonalGradient, thirdOf } from './largeCovariance';
import { need, registerWebGpuKernel, type KernelInputs } from './register';
import { scatterCells } from './scatterCells';
import type { Slots } from './slots';
import { slotTerms, slotTermsGradient, type LargeBatch } from './slotTerms';

/** @file The local criterion on matched cells, which are read where they lie and never laid out. */

const GRADIENT_KERNEL = `${matchTerms.kernelName}Gradient`;

function slotsOf(inputs: KernelInputs, attributes: MatchTermsAttributes): Slots {
  const { batch, kept, shares, statistics } = attributes;
  const x = need(inputs, 'rows');
  const index = need(inputs, 'index');
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
    tensors: { index, weight: need(inputs, 'weight') },
    tables: { slots, channels: dimensions, parts },
    batch,
    slots,
    dimensions,
    covariance: { first: 0, count: statistics ? slots : 0 },
    gradientShape: [batch * slots, dimensions],
  };
}

/** The covariance of batches beyond what one workgroup holds, of cells that are laid out for it. */
function largeBatch(
  inputs: KernelInputs,
  { kept, shares }: MatchTermsAttributes,
  dy?: tf.Tensor,
): LargeBatch {
  const rows = asTensor(need(inputs, 'rows')) as tf.Tensor2D;
  const laidOut = () => tf.gather(rows, asTensor(need(inputs, 'index'))) as tf.Tensor as tf.Tensor3D;
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

function gradient(
  backend: BackendView,
  inputs: KernelInputs,
  attributes: MatchTermsAttributes,
): tf.TensorInfo {
  const dy = need(inputs, 'dy');
  const large = largeBatch(inputs, attributes, asTensor(dy));
  const slots = slotsOf(inputs, attributes);
  const picked = slotTermsGradient(backend, dy, slots, inputs.gram, large);
  const rows = scatterCells(backend, picked, need(inputs, 'index'), attributes);
  discard(backend, picked);
  return rows;
}

export function registerMatchTerms(): void {
  registerWebGpuKernel(matchTerms.kernelName, (backend, inputs, attrs) => {
    const attributes = attrs as unknown as MatchTermsAttributes;
    if (attributes.batch < 2) return [tf.fill([3], NaN)];
    return slotTerms(backend, slotsOf(inputs, attributes), largeBatch(inputs, attributes));
  });

  registerWebGpuKernel(GRADIENT_KERNEL, (backend, inputs, attrs) =>
    gradient(backend, inputs, attrs as unknown as MatchTermsAttributes),
  );

  tf.registerGradient({
    kernelName: matchTerms.kernelName,
    inputsToSave: ['rows', 'index', 'weight'],
    outputsToSave: [false, true],
    gradFunc: (dys, saved, attributes) => {
      const [rows, index, weight, gram] = saved as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor?];
      const inputs = { dy: firstOutput(dys), rows, index, weight, ...(gram && { gram }) };
      return { rows: () => runKernel(GRADIENT_KERNEL, inputs, attributes) };
    },
  });
}
