import type * as tf from '@tensorflow/tfjs-core';
import type { ParameterSpec } from '../../nn/parameters';
import type { ParityContext } from './context';
import { sameNames, stateOf } from './stateDict';

/**
 * Compares a module's running statistics after one forward pass with the golden ones, stored under `after/`.
 * @returns the golden ones, for a pass in evaluation mode; `undefined` for a module without buffers.
 */
export async function compareBuffers(
  { fixture, comparison }: ParityContext,
  specs: readonly ParameterSpec[],
  updated: Readonly<Record<string, tf.Tensor>>,
  tolerance: number,
): Promise<Record<string, tf.Tensor> | undefined> {
  const buffers = specs.filter(({ trainable }) => !trainable);
  sameNames(
    'buffers',
    Object.keys(updated),
    buffers.map(({ name }) => name),
  );
  const after = stateOf(fixture, 'after/', buffers);
  for (const [name, buffer] of Object.entries(updated)) {
    comparison.relative(`after/${name}`, await buffer.data(), await after[name]!.data(), tolerance);
  }
  return buffers.length > 0 ? after : undefined;
}
