import { randomStream, type RandomStream } from '../random/stream';
import type { Initializer, ParameterSpec } from './parameters';

/** First values of a model's parameters and buffers by name, row-major. */
export type InitialValues = Record<string, Float32Array | Int32Array>;

/** Bounds of the truncated normal distribution: absolute values, not multiples of its standard deviation. */
const TRUNCATION = 2;

/**
 * Draws the first values of every spec. Each spec has random numbers of its own, numbered by its position in the list,
 * so the same list and seed give the same values on every machine.
 */
export function initialize(specs: readonly ParameterSpec[], seed: number): InitialValues {
  return Object.fromEntries(
    specs.map((spec, index) => {
      const size = spec.shape.reduce((product, side) => product * side, 1);
      const values = spec.dtype === 'int32' ? new Int32Array(size) : new Float32Array(size);
      fill(values, spec.init, randomStream(seed, 'weights', 0, index));
      return [spec.name, values];
    }),
  );
}

function fill(values: Float32Array | Int32Array, init: Initializer, stream: RandomStream): void {
  switch (init.kind) {
    case 'zeros':
      return;
    case 'ones':
      values.fill(1);
      return;
    case 'constant':
      values.fill(init.value);
      return;
    case 'normal':
      for (let i = 0; i < values.length; i++) values[i] = init.std * stream.normal();
      return;
    case 'truncatedNormal':
      for (let i = 0; i < values.length; i++) values[i] = truncatedNormal(init.std, stream);
      return;
    case 'uniform':
      for (let i = 0; i < values.length; i++) values[i] = stream.between(-init.bound, init.bound);
      return;
  }
}

function truncatedNormal(std: number, stream: RandomStream): number {
  for (;;) {
    const value = std * stream.normal();
    if (Math.abs(value) <= TRUNCATION) return value;
  }
}
