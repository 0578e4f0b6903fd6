/** @file What the depthwise convolution and its gradients have in common. */

/** Width and height of the filter, and the zeros around the map that keep its size. */
export const SIZE = 7;
export const PADDING = 3;

/** Neighbouring invocations that take neighbouring channels. */
export const CHANNEL_LANES = 16;

/** 0, 1, …, count − 1. */
export function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
