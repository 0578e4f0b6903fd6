import { z } from '../../zod';
import { DeviceSpeed } from '../speed';

/** @file What a measurement found: how fast a device is, and how near to that its kernels come. */

const text = z.string().max(500);
const amount = z.number().nonnegative();

/** One op at the size that it has in a step of W1, or in a network of that size. */
export const OpTime = z.strictObject({
  name: text,
  /** Of the forward pass. */
  milliseconds: amount,
  /** Floating-point operations, a multiply-add counting two; 0 where an op moves data only. */
  operations: amount,
  /** Least bytes that it moves: every input and output once. */
  bytes: amount,
});
export type OpTime = z.infer<typeof OpTime>;

export const STEP_NAMES = ['W0', 'W1', 'run'] as const;
const STEP_ENGINES = ['ours', 'stock'] as const;

/** A training step: of the bench's workloads, or of the settings of the page (`run`). */
export const StepTime = z.strictObject({
  name: z.enum(STEP_NAMES),
  /** Ours as the page trains, views and measures included; tfjs's stock kernels on views that are there already. */
  engine: z.enum(STEP_ENGINES),
  /** Median of the steps that were timed; `null` where it could not be measured. */
  milliseconds: amount.nullable(),
  /** Steps that were timed. */
  steps: z.number().int().nonnegative(),
  /** Why it could not be measured; empty where it was. */
  problem: text,
});
export type StepTime = z.infer<typeof StepTime>;

export const Measurement = z.strictObject({
  speed: DeviceSpeed,
  ops: z.array(OpTime).max(200),
  steps: z.array(StepTime).max(20),
});
export type Measurement = z.infer<typeof Measurement>;

/** The share of the roof that an op reaches: of the time that operations or bytes must take, whichever is longer. */
export function shareOfRoof({ operations, bytes, milliseconds }: OpTime, speed: DeviceSpeed): number {
  const seconds = Math.max(operations / speed.operationsPerSecond, bytes / speed.bytesPerSecond);
  return (1000 * seconds) / milliseconds;
}

/** What bounds an op at its operations per byte. */
export function boundOf({ operations, bytes }: OpTime, speed: DeviceSpeed): 'arithmetic' | 'memory' {
  return operations / speed.operationsPerSecond > bytes / speed.bytesPerSecond ? 'arithmetic' : 'memory';
}
