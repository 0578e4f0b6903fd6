import { tapsInside } from './tapsInside';

/** @file What the depthwise convolution and its gradients have in common. */

/** Width and height of the filter, and the zeros around the map that keep its size. */
export const SIZE = 7;
export const PADDING = 3;

/** Neighbouring invocations that take neighbouring channels. */
export const CHANNEL_LANES = 16;

/** Floating-point operations of the convolution of maps `[batch, height, width, channels]`, or of either gradient. */
export function depthwiseOperations(shape: readonly number[]): number {
  const [batch, height, width, channels] = shape as [number, number, number, number];
  const geometry = { size: SIZE, stride: 1, padding: PADDING };
  return 2 * batch * channels * tapsInside(height, geometry) * tapsInside(width, geometry);
}

/** 0, 1, …, count − 1. */
export function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
