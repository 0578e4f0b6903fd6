import * as tf from '@tensorflow/tfjs-core';
import { changeForward } from '../../ops/kernels';

/** By how much a broken kernel is wrong. */
const FACTOR = 1.01;

/**
 * Makes the kernels of one op wrong by a percent on tfjs's current backend, to see that a check finds it. Left to itself,
 * nothing does this; the page's address may ask for it (`?break=linear`), and only its own check is then wrong.
 */
export function breakKernels(op: string): void {
  changeForward(op, (output) => tf.mul(output, FACTOR));
}
