import * as tf from '@tensorflow/tfjs-core';
import { allocate, release, viewBackend } from '../../wasm/backendView';
import { callOn } from '../../wasm/program';
import type { DeviceSpeed } from '../speed';
import { leastOf, medianOf } from './repeated';

/** @file What the processor can do at best, with its threads. */

/** Values of a vector, and vectors that are under way in `multiplyAdds`. */
const LANES = 4;
const CHAINS = 8;
/** Items enough to be shared by threads. */
const ITEMS = 2 ** 14;
const COPY_VALUES = 2 ** 23;
const ENOUGH_MS = 50;
const SMALL_OPS = 256;
const READBACKS = 20;

/** Takes about half a second. There are no submits on the processor: what an op costs besides its work is its dispatch. */
export async function measureProcessorSpeed(): Promise<DeviceSpeed> {
  return {
    operationsPerSecond: await measureMultiplyAdds(),
    bytesPerSecond: await measureCopy(),
    secondsPerDispatch: await measureDispatch(),
    secondsPerSubmit: 0,
    secondsPerReadback: await measureReadback(),
  };
}

async function measureMultiplyAdds(): Promise<number> {
  const backend = viewBackend(tf.backend());
  const sink = allocate(backend, [ITEMS, LANES]);
  let best: number;
  for (let rounds = 16; ; rounds *= 2) {
    const milliseconds = await leastOf(async () => callOn(backend, 'multiplyAdds', ITEMS, sink, rounds));
    best = (2 * LANES * CHAINS * rounds * ITEMS * 1000) / milliseconds;
    if (milliseconds >= ENOUGH_MS) break;
  }
  release(backend, sink);
  return best;
}

async function measureCopy(): Promise<number> {
  const backend = viewBackend(tf.backend());
  const source = allocate(backend, [COPY_VALUES]);
  const copied = allocate(backend, [COPY_VALUES]);
  const milliseconds = await leastOf(async () =>
    callOn(backend, 'copyValues', COPY_VALUES / LANES, source, copied),
  );
  release(backend, source, copied);
  const bytes = COPY_VALUES * Float32Array.BYTES_PER_ELEMENT;
  return (2 * bytes * 1000) / milliseconds;
}

async function measureDispatch(): Promise<number> {
  const one = tf.ones([1]);
  const milliseconds = await leastOf(async () =>
    tf.tidy(() => {
      for (let i = 0; i < SMALL_OPS; i++) tf.add(one, one);
    }),
  );
  one.dispose();
  return milliseconds / SMALL_OPS / 1000;
}

async function measureReadback(): Promise<number> {
  const one = tf.ones([1]);
  const milliseconds = await medianOf(READBACKS, async () => {
    await one.data();
  });
  one.dispose();
  // Shorter than a tick of the clock.
  return Math.max(milliseconds, 1e-3) / 1000;
}
