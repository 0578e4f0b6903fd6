import { util, type TensorInfo } from '@tensorflow/tfjs-core';
import { allocate, release, type BackendView } from '../backendView';
import { runProgram } from '../dispatch';
import { defineProgram } from '../program';
import { discard } from './discard';
import { addOffDiagonalGradient, MOST_SAMPLES, offDiagonal } from './gram';
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

/** What stands in for the covariance of batches that one workgroup cannot hold. */
export interface LargeBatch {
  /** The covariance term as a scalar. */
  energy(): TensorInfo;
  /** `gradient` and the covariance's, times dy₂, added. */
  addGradient(gradient: TensorInfo): TensorInfo;
}

/** The terms, `[3]`, and, where a gradient is to follow that needs it, what the covariance is made of. */
export function slotTerms(
  backend: BackendView,
  slots: Slots,
  large: LargeBatch,
  keeps: boolean,
): { outputs: TensorInfo; kept?: { gram: TensorInfo } } {
  const moments = momentTerms(backend, slots);
  const hasCovariance = slots.covariance.count > 0;
  const small = hasCovariance && slots.batch <= MOST_SAMPLES ? offDiagonal(backend, slots) : undefined;
  const energies = small?.energies ?? (hasCovariance ? large.energy() : undefined);
  const terms = allocate(backend, [3]);
  runProgram(backend, sumProgram({ covariance: hasCovariance }), {
    inputs: { moments, ...(energies && { energies }) },
    outputs: { terms },
    uniforms: {
      columns: util.sizeFromShape(moments.shape) / 2,
      energyCount: energies ? util.sizeFromShape(energies.shape) : 0,
    },
    workgroups: [1],
  });
  release(backend, moments);
  if (energies) discard(backend, energies);
  if (small === undefined) return { outputs: terms };
  if (keeps) return { outputs: terms, kept: { gram: small.gram } };
  release(backend, small.gram);
  return { outputs: terms };
}

/** The terms' gradient in x, of the slots' gradient shape, with `gram` from `slotTerms` where it gave one. */
export function slotTermsGradient(
  backend: BackendView,
  dy: TensorInfo,
  slots: Slots,
  gram: TensorInfo | undefined,
  large: LargeBatch,
): TensorInfo {
  const gradient = momentGradient(backend, dy, slots);
  if (slots.covariance.count === 0) return gradient;
  if (gram === undefined) return large.addGradient(gradient);
  addOffDiagonalGradient(backend, dy, slots, gram, gradient);
  return gradient;
}
