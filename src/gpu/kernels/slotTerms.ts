import { util, type TensorInfo } from '@tensorflow/tfjs-core';
import { allocate, release, type BackendView } from '../backendView';
import { runProgram } from '../dispatch';
import { defineProgram } from '../program';
import { addOffDiagonalGradient, MOST_SAMPLES, offDiagonal } from './gram';
import { addLargeOffDiagonalGradient, largeOffDiagonal } from './largeGram';
import { momentGradient, momentTerms } from './moments';
import type { Slots } from './slots';
import { workgroupSum } from './workgroupSum';

/** @file Invariance, variance and covariance of some slots, and their gradient in x. */

const THREADS = 256;

/** Adds up what the columns and the slots contributed; one workgroup, so always in the same order. */
const sumProgram = defineProgram('sumTerms', ({ covariance }: { covariance: boolean }) => ({
  inputs: { moments: 'f32', ...(covariance ? { energies: 'f32' } : {}) },
  outputs: { terms: 'f32' },
  uniforms: { columns: 'u32', energyCount: 'u32' },
  workgroupSize: [THREADS],
  declarations: workgroupSum(THREADS),
  main: `
  var sums = vec3<f32>();
  for (var i = localIndex; i < params.columns; i += ${THREADS}u) {
    sums += vec3<f32>(moments[i], moments[params.columns + i], 0.0);
  }
  ${covariance ? `for (var i = localIndex; i < params.energyCount; i += ${THREADS}u) { sums.z += energies[i]; }` : ''}
  for (var term = 0u; term < 3u; term++) {
    let total = workgroupSum(sums[term], localIndex);
    if (localIndex == 0u) { terms[term] = total; }
  }`,
}));

/** The terms, `[3]`, and, where a gradient is to follow that needs it, what the covariance is made of. */
export function slotTerms(
  backend: BackendView,
  slots: Slots,
  keeps: boolean,
): { outputs: TensorInfo; kept?: { gram: TensorInfo } } {
  const moments = momentTerms(backend, slots);
  const covariance = slots.covariance.count === 0 ? undefined : covarianceOf(slots).energies(backend, slots);
  const terms = allocate(backend, [3]);
  runProgram(backend, sumProgram({ covariance: covariance !== undefined }), {
    inputs: { moments, ...(covariance && { energies: covariance.energies }) },
    outputs: { terms },
    uniforms: {
      columns: util.sizeFromShape(moments.shape) / 2,
      energyCount: covariance ? util.sizeFromShape(covariance.energies.shape) : 0,
    },
    workgroups: [1],
  });
  release(backend, moments);
  if (covariance === undefined) return { outputs: terms };
  release(backend, covariance.energies);
  if (keeps) return { outputs: terms, kept: { gram: covariance.gram } };
  release(backend, covariance.gram);
  return { outputs: terms };
}

/** The terms' gradient in x, of the slots' gradient shape, with `gram` from `slotTerms` where it gave one. */
export function slotTermsGradient(
  backend: BackendView,
  dy: TensorInfo,
  slots: Slots,
  gram: TensorInfo | undefined,
): TensorInfo {
  const gradient = momentGradient(backend, dy, slots);
  if (gram !== undefined) covarianceOf(slots).addGradient(backend, dy, slots, gram, gradient);
  return gradient;
}

/** How the covariance of a batch is taken: by a workgroup a slot, where it can hold the batch. */
function covarianceOf({ batch }: Slots) {
  return batch <= MOST_SAMPLES
    ? { energies: offDiagonal, addGradient: addOffDiagonalGradient }
    : { energies: largeOffDiagonal, addGradient: addLargeOffDiagonalGradient };
}
