import type { Tilings, TilingValues } from '../config/tilings';

/** How a computer's kernels are cut up. */
export interface TilingChoice {
  /** What tells the adapter and its driver from others. */
  readonly adapter: string;
  /** From now on these are taken where the device can; a rule decides on all others. */
  use(table: Tilings): void;
  /** Runs `work`, and puts every tiling that its kernels take into `taken`. */
  noting<T>(taken: Map<string, TilingValues>, work: () => T): T;
}
