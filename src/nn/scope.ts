import type * as tf from '@tensorflow/tfjs-core';
import { Failure } from '../failure';
import type { ParameterSpec, TensorMap } from './parameters';

/** A state dict seen from one of its modules: names are relative to the module's prefix. */
export interface Scope {
  /** @throws {Failure} `weights_mismatch` where the state dict has no such tensor. */
  get(name: string): tf.Tensor;
  /** The whole name, as the state dict has it. */
  path(name: string): string;
  /** A module within this one. */
  at(child: string | number): Scope;
}

/** The state dict from its root, or from the module called `prefix` (without the dot at its end). */
export function scopeOf(params: TensorMap, prefix = ''): Scope {
  const path = (name: string): string => (prefix === '' ? name : `${prefix}.${name}`);
  return {
    path,
    get: (name) => {
      const tensor = params[path(name)];
      if (tensor !== undefined) return tensor;
      throw new Failure({
        code: 'weights_mismatch',
        message: `The weights have no tensor called ${path(name)}.`,
        remedy: 'Load weights of a model with the same backbone and expanders.',
      });
    },
    at: (child) => scopeOf(params, path(String(child))),
  };
}

/** The tensors of the module called `prefix`, by their names within it: `backbone.norm.bias` → `norm.bias`. */
export function withoutPrefix(params: TensorMap, prefix: string): TensorMap {
  const start = `${prefix}.`;
  return Object.fromEntries(
    Object.entries(params)
      .filter(([name]) => name.startsWith(start))
      .map(([name, tensor]) => [name.slice(start.length), tensor]),
  );
}

/** The specs of a module as the state dict of the model around it has them: `norm.bias` → `backbone.norm.bias`. */
export function withPrefix(specs: readonly ParameterSpec[], prefix: string): ParameterSpec[] {
  return specs.map((spec) => ({ ...spec, name: `${prefix}.${spec.name}` }));
}
