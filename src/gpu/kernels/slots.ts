import { util, type TensorInfo } from '@tensorflow/tfjs-core';
import { allocate, type BackendView } from '../backendView';
import { allocateScratch } from '../scratchTensors';
import type { SourceVariant } from './slotSource';

/** The slots that a criterion takes its terms of, as its programs find them; see `slotSource`. */
export interface Slots {
  readonly variant: SourceVariant;
  /** Rows `[R, D]`. */
  readonly x: TensorInfo;
  /** What the source reads besides. */
  readonly tensors: Readonly<Record<string, TensorInfo>>;
  /** Its uniforms. */
  readonly tables: Readonly<Record<string, number | readonly number[]>>;
  readonly batch: number;
  readonly slots: number;
  /** D. */
  readonly dimensions: number;
  /** The slots whose covariance counts; none where `count` is 0. */
  readonly covariance: { readonly first: number; readonly count: number };
  /** How many slots' gradient is left to be scattered to their rows. */
  readonly picked: number;
}

/** The gradient of slots: in `picked` `[B · S, D]` that of those that are left to be scattered, the rest where their rows are. */
export interface SlotGradient {
  readonly gradient: TensorInfo;
  readonly picked?: TensorInfo;
}

export function allocateGradient(
  backend: BackendView,
  { x, batch, picked, dimensions }: Slots,
): SlotGradient {
  const gradient = allocate(backend, x.shape);
  if (picked === 0) return { gradient };
  return { gradient, picked: allocateScratch(backend, [batch * picked, dimensions]) };
}

/** The share of the rows that slots write directly; rows may be fewer than slots. */
export function directShare({ x, batch, slots, picked, dimensions }: Slots): number {
  return Math.min(1, (batch * (slots - picked) * dimensions) / util.sizeFromShape(x.shape));
}
