import type { FailureInfo } from '../failure';
import type { RunBytes } from './runBytes';

/** What a configuration would need on the device, and why the device could not run it. */
export interface Forecast {
  /** Trainable numbers. */
  readonly parameters: number;
  /** Bytes of the device's memory, estimated. */
  readonly bytes: number;
  /** What it is made of. */
  readonly parts: RunBytes;
  /** Whether a step is sent the images of its batch, because not all can lie on the device. */
  readonly isSent: boolean;
  /** Limits of the device that would be exceeded, with what would help; empty when it can run. */
  readonly problems: readonly FailureInfo[];
}
