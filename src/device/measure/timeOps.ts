import * as tf from '@tensorflow/tfjs-core';
import { kernelCases } from './kernelCases';
import type { OpTime } from './measurement';
import { timeWork } from './timeWork';

const REPEATS = 3;

/** Ops whose time is measured, by name. */
export function timedOps(): string[] {
  return kernelCases().map(({ name }) => name);
}

/** Times one of `timedOps`, forward, on tfjs's current backend. */
export async function timeOp(name: string): Promise<OpTime> {
  const { op, inputs: make, attributes, flops } = kernelCases().find((each) => each.name === name)!;
  const inputs = make();
  const outputs = [op(inputs, attributes)].flat();
  const values = [...Object.values(inputs), ...outputs].reduce((sum, { size }) => sum + size, 0);
  const { milliseconds } = await timeWork(() => op(inputs, attributes), REPEATS);
  tf.dispose([inputs, outputs]);
  return { name, milliseconds, operations: flops, bytes: values * Float32Array.BYTES_PER_ELEMENT };
}
