import { isSameTiling, type TilingValues } from '../../config/tilings';
import type { DeviceTraits } from '../backendView';

/** Kernels that are cut up in the same way: what a tiling of theirs is, and which there are. */
export interface TilingFamily<S, T extends TilingValues> {
  /** For people, e.g. "matrix product". */
  readonly title: string;
  /** Names a shape in tables; begins like that of no other family. */
  readonly keyOf: (shape: S) => string;
  /** What is taken where nothing was measured. It depends on shape and device only, so runs repeat bit for bit. */
  readonly rule: (device: DeviceTraits, shape: S) => T;
  /** What is worth a try on this device; the rule's need not be among them. */
  readonly candidates: (device: DeviceTraits, shape: S) => readonly T[];
  /** A tiling out of a table, which may come from a file: `undefined` where it is none, or is not for this device. */
  readonly accept: (device: DeviceTraits, shape: S, values: TilingValues) => T | undefined;
  /** Floating-point operations, to try the dearest shapes first. */
  readonly operations: (shape: S) => number;
}

/** `values` as one of `all`, where it is. */
export function amongst<T extends TilingValues>(all: readonly T[], values: TilingValues): T | undefined {
  return all.find((one) => isSameTiling(one, values));
}
