import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendView } from '../backendView';
import { energyShares, leaveEnergyShares, MOST_SAMPLES, termsGradient } from './gram';
import { addLargeOffDiagonalGradient, largeEnergyShares, leaveLargeEnergyShares } from './largeGram';
import { leaveMomentShares, momentGradient, momentShares } from './moments';
import type { Shares } from './shares';
import { allocateGradient, type SlotGradient, type Slots } from './slots';
import type { TermGradients } from './termGradients';

/** @file Invariance, variance and covariance of some slots, and their gradient in x. */

/** How many shares each term of some slots has: the invariance and the variance the same, the covariance others. */
export interface ShareCounts {
  readonly moments: number;
  readonly energies: number;
}

export function shareCounts(slots: Slots): ShareCounts {
  return { moments: momentShares(slots), energies: energiesOf(slots).count(slots) };
}

/** Leaves the terms' shares one after the other → where the covariance counts, the matrices that its gradient needs. */
export function leaveShares(backend: BackendView, slots: Slots, shares: Shares): TensorInfo | undefined {
  leaveMomentShares(backend, slots, shares);
  if (slots.covariance.count === 0) return undefined;
  const first = shares.first + 2 * momentShares(slots);
  return energiesOf(slots).leave(backend, slots, { ...shares, first });
}

/** The terms' gradient in x, with `gram` from `leaveShares` where it gave one. */
export function slotTermsGradient(
  backend: BackendView,
  terms: TermGradients,
  slots: Slots,
  gram: TensorInfo | undefined,
): SlotGradient {
  const gradient = allocateGradient(backend, slots);
  if (gram !== undefined && fitsWorkgroup(slots)) {
    termsGradient(backend, terms, slots, gram, gradient);
    return gradient;
  }
  momentGradient(backend, terms, slots, gradient);
  if (gram !== undefined) addLargeOffDiagonalGradient(backend, terms, slots, gram, gradient);
  return gradient;
}

/** Whether the covariance of a batch is taken by a workgroup a slot, which holds the batch. */
const fitsWorkgroup = ({ batch }: Slots): boolean => batch <= MOST_SAMPLES;

const SMALL = { count: energyShares, leave: leaveEnergyShares };
const LARGE = { count: largeEnergyShares, leave: leaveLargeEnergyShares };
const energiesOf = (slots: Slots) => (fitsWorkgroup(slots) ? SMALL : LARGE);
