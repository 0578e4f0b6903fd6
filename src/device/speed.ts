import { z } from '../zod';

/** @file How fast a device is, in the few numbers from which the time of a step follows. */

const positive = z.number().positive();

/** All in SI units. */
export const DeviceSpeed = z.object({
  /** Floating-point operations per second that multiply-adds in registers reach; a multiply-add is two. */
  operationsPerSecond: positive,
  /** Bytes per second that a copy of a large buffer moves, those that it reads and those that it writes. */
  bytesPerSecond: positive,
  /** Seconds that a dispatch takes which computes nothing, one of many in a submit. */
  secondsPerDispatch: positive,
  /** Seconds that a submit takes beyond its dispatches; 0 on the processor, which has none. */
  secondsPerSubmit: z.number().nonnegative(),
  /** Seconds from asking for a few bytes until they are there, on an idle device. */
  secondsPerReadback: positive,
});

export type DeviceSpeed = z.infer<typeof DeviceSpeed>;
