import * as tf from '@tensorflow/tfjs-core';
import { z } from '../../zod';
import { readSafetensors } from '../../formats/safetensors';
import type { DType, ElementArrays, TensorData } from '../../formats/tensorData';

/** A golden file that remembers what was read of it, so that nothing in it is skipped in silence. */
export interface Fixture {
  readonly kind: string;
  /**
   * The settings, checked against `schema`, which must name every key that a file of this kind may have.
   *
   * @throws Error naming the keys that are unknown or unfit.
   */
  config<S extends z.ZodType>(schema: S): z.infer<S>;
  has(name: string): boolean;
  /** Names of the tensors that begin with `prefix`, without it, in the file's order. */
  names(prefix: string): string[];
  /** A tensor's values at rest; the dtype must be the one given. */
  values<D extends DType>(name: string, dtype: D): ElementArrays[D];
  /** A tensor at rest, of whatever type. */
  stored(name: string): TensorData;
  /** Its shape. */
  shape(name: string): readonly number[];
  /** An F32 or I32 tensor on the current backend, to be disposed by the caller's scope. */
  tensor<R extends tf.Rank = tf.Rank>(name: string): tf.Tensor<R>;
  /** Tensors that nobody asked for. */
  unused(): string[];
}

/** Reads a golden file: `__metadata__` holds `kind` and, as JSON, `config`. */
export function openFixture(bytes: Uint8Array): Fixture {
  const { metadata, tensors } = readSafetensors(bytes);
  const { kind, config } = metadata;
  if (kind === undefined || config === undefined) throw new Error('the metadata lacks "kind" or "config"');
  const used = new Set<string>();
  const find = (name: string): TensorData => {
    const found = tensors[name];
    if (found === undefined) throw new Error(`there is no tensor "${name}"`);
    used.add(name);
    return found;
  };
  const values = <D extends DType>(name: string, dtype: D): ElementArrays[D] => {
    const found = find(name);
    if (found.dtype !== dtype) throw new Error(`tensor "${name}" is ${found.dtype}, not ${dtype}`);
    return found.data as ElementArrays[D];
  };
  return {
    kind,
    config(schema) {
      const parsed = schema.safeParse(JSON.parse(config));
      if (parsed.success) return parsed.data;
      throw new Error(`config: ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}`);
    },
    has: (name) => Object.hasOwn(tensors, name),
    names: (prefix) =>
      Object.keys(tensors)
        .filter((name) => name.startsWith(prefix))
        .map((name) => name.slice(prefix.length)),
    values,
    stored: find,
    shape: (name) => find(name).shape,
    tensor<R extends tf.Rank>(name: string): tf.Tensor<R> {
      const { dtype, shape } = find(name);
      const data = dtype === 'I32' ? values(name, 'I32') : values(name, 'F32');
      return tf.tensor(data, shape as tf.ShapeMap[R], dtype === 'I32' ? 'int32' : 'float32');
    },
    unused: () => Object.keys(tensors).filter((name) => !used.has(name)),
  };
}
