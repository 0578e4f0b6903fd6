import * as tf from '@tensorflow/tfjs-core';
import { Failure } from '../failure';
import type { TensorData } from '../formats/tensorData';
import { initialize } from '../nn/initialize';
import type { ParameterSpec, TensorMap } from '../nn/parameters';
import { readTensors } from './readTensors';

/** Values of some of a model's tensors by name, row-major. */
export type ModelValues = Readonly<Record<string, Float32Array | Int32Array>>;

/** The parameters and buffers of one model, on the device, under the reference's own names. */
export class Model {
  readonly specs: readonly ParameterSpec[];
  private readonly variables: ReadonlyMap<string, tf.Variable>;

  private constructor(specs: readonly ParameterSpec[], first: (spec: ParameterSpec) => tf.Tensor) {
    this.specs = specs;
    this.variables = new Map(
      specs.map((spec) => [spec.name, tf.tidy(() => tf.variable(first(spec), spec.trainable))]),
    );
  }

  /** With new weights from a seed. */
  static drawn(specs: readonly ParameterSpec[], seed: number): Model {
    const values = initialize(specs, seed);
    return new Model(specs, ({ name, shape, dtype = 'float32' }) =>
      tf.tensor(values[name]!, [...shape], dtype),
    );
  }

  /** With zeros everywhere, for whoever asks what a model needs and not what it computes. */
  static blank(specs: readonly ParameterSpec[]): Model {
    return new Model(specs, ({ shape, dtype = 'float32' }) => tf.fill([...shape], 0, dtype));
  }

  /** All tensors by name; they stay the model's. */
  get tensors(): TensorMap {
    return Object.fromEntries(this.variables);
  }

  /** The trainable parameters by name. */
  get trainable(): Record<string, tf.Variable> {
    const trainable = this.specs.filter((spec) => spec.trainable);
    return Object.fromEntries(trainable.map(({ name }) => [name, this.variable(name)]));
  }

  /** Trainable numbers. */
  get parameterCount(): number {
    return this.specs
      .filter((spec) => spec.trainable)
      .reduce((sum, { shape }) => sum + tf.util.sizeFromShape([...shape]), 0);
  }

  variable(name: string): tf.Variable {
    const variable = this.variables.get(name);
    if (variable === undefined) {
      throw new Failure({ code: 'weights_mismatch', message: `The model has no tensor called ${name}.` });
    }
    return variable;
  }

  /** Reads all tensors back as they are now, whatever is done to them next; in the reference's order and layouts. */
  read(): Promise<Record<string, TensorData>> {
    return readTensors(this.specs, this.tensors);
  }

  /** Gives some tensors other values, before any step is recorded that uses them; the others stay. */
  assign(values: ModelValues): void {
    for (const { name, shape, dtype } of this.specs) {
      const own = values[name];
      if (own === undefined) continue;
      tf.tidy(() => this.variable(name).assign(tf.tensor(own, [...shape], dtype ?? 'float32')));
    }
  }

  dispose(): void {
    for (const variable of this.variables.values()) variable.dispose();
  }
}
