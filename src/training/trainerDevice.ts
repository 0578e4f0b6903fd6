import type { Failure } from '../failure';
import type { BufferLimits } from './estimateLimits';

/** What the trainer needs of the device that computes. */
export interface TrainerDevice {
  /** Resolves when the device goes away; absent where that cannot happen. */
  readonly lost?: Promise<Failure>;
  /** What the device allows; absent where nothing is limited. */
  readonly summary?: BufferLimits;
  /** Bytes that the device holds. */
  bytesInUse(): number;
}
