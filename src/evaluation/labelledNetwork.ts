import * as tf from '@tensorflow/tfjs-core';
import type { BackboneConfig } from '../config/modelConfig';
import type { TensorData } from '../formats/tensorData';
import { backboneForward } from '../nn/backbone';
import { backboneSpecs } from '../nn/backboneSpecs';
import type { DropPathKeep } from '../nn/dropPath';
import { initialize } from '../nn/initialize';
import type { ParameterSpec, TensorMap } from '../nn/parameters';
import type { Pass } from '../nn/pass';
import { scopeOf, withoutPrefix, withPrefix } from '../nn/scope';
import { ownCopy } from '../ops/ownCopy';
import { createOptimizer, type Optimizer, type OptimizerOptions } from '../optim/optimizer';
import type { Rates } from '../optim/updateRule';
import { BACKBONE } from '../vicregl/modules';
import { gradientsByName } from './gradientsByName';
import type { LabelledHead } from './labelledHead';

const HEAD = 'head';

/** The rates of a step: the backbone and its head may have their own. */
export interface PartRates {
  readonly backbone: Rates;
  readonly head: Rates;
}

/** A trainable part of the network with its optimiser. */
interface Part {
  readonly trainable: Readonly<Record<string, tf.Variable>>;
  readonly optimizer: Optimizer;
}

/** A backbone with a linear head, trained together on labels. */
export class LabelledNetwork {
  private readonly backbone: BackboneConfig;
  private readonly head: LabelledHead;
  private readonly specs: readonly ParameterSpec[];
  private readonly variables: Readonly<Record<string, tf.Variable>>;
  private readonly parts: Readonly<Record<keyof PartRates, Part>>;

  /**
   * @param seed of the initial weights. The backbone's are those of a run of this seed.
   * @param start weights of the backbone to start from instead, by the names of a run; they stay the caller's.
   * @throws Failure `weights_mismatch` where `start` lacks one.
   */
  constructor(
    backbone: BackboneConfig,
    head: LabelledHead,
    optimizer: OptimizerOptions,
    seed: number,
    start?: TensorMap,
  ) {
    this.backbone = backbone;
    this.head = head;
    const own = withPrefix(backboneSpecs(backbone), BACKBONE);
    const others = withPrefix(head.specs, HEAD);
    this.specs = [...own, ...others];
    const given = start === undefined ? undefined : scopeOf(start);
    const fitting = new Map(own.map(({ name }) => [name, given?.get(name)]));
    const values = initialize(this.specs, seed);
    const variable = ({ name, shape, dtype, trainable }: ParameterSpec) =>
      tf.tidy(() => {
        const known = fitting.get(name);
        const first =
          known === undefined ? tf.tensor(values[name]!, [...shape], dtype ?? 'float32') : ownCopy(known);
        return tf.variable(first, trainable);
      });
    this.variables = Object.fromEntries(this.specs.map((spec) => [spec.name, variable(spec)]));
    const part = (specs: readonly ParameterSpec[]): Part => ({
      trainable: Object.fromEntries(
        specs.filter((spec) => spec.trainable).map(({ name }) => [name, this.variables[name]!]),
      ),
      optimizer: createOptimizer(optimizer, specs),
    });
    this.parts = { backbone: part(own), head: part(others) };
  }

  /** All tensors by name, the backbone's as in a run; they stay the network's. */
  get tensors(): TensorMap {
    return this.variables;
  }

  /** The head's tensors by the names of its specs; they stay the network's. */
  get headTensors(): TensorMap {
    return withoutPrefix(this.variables, HEAD);
  }

  /**
   * One step of both parts; batch norms take the statistics of the batch.
   *
   * @param images `[B, size, size, 3]`, normalised.
   * @param truth see `LabelledHead`. Both stay the caller's.
   * @returns the loss before the step; the caller disposes of it.
   */
  step(images: tf.Tensor4D, truth: tf.Tensor1D, rates: PartRates, dropPathKeep?: DropPathKeep): tf.Scalar {
    return tf.tidy(() => {
      const buffers: Record<string, tf.Tensor> = {};
      const trainable = { ...this.parts.backbone.trainable, ...this.parts.head.trainable };
      const { value, grads } = gradientsByName(() => {
        const outputs = backboneForward(this.backbone, withoutPrefix(this.variables, BACKBONE), images, {
          training: true,
          ...(dropPathKeep === undefined ? {} : { dropPathKeep }),
        });
        const pass: Pass = { training: true, precision: 'float32', buffers: {} };
        const loss = this.head.loss(this.headTensors, outputs, truth, pass);
        for (const [prefix, updated] of [
          [BACKBONE, outputs.buffers],
          [HEAD, pass.buffers],
        ] as const) {
          for (const [name, buffer] of Object.entries(updated))
            buffers[`${prefix}.${name}`] = tf.keep(buffer);
        }
        return loss;
      }, trainable);
      for (const name of ['backbone', 'head'] as const) {
        const part = this.parts[name];
        const own = Object.entries(grads).filter(([parameter]) => parameter in part.trainable);
        part.optimizer.update(part.trainable, Object.fromEntries(own), rates[name]);
      }
      for (const [name, buffer] of Object.entries(buffers)) {
        this.variables[name]!.assign(buffer);
        buffer.dispose();
      }
      return value;
    });
  }

  /** The backbone's tensors, under the names and in the layouts of a run's weights. */
  async readBackbone(): Promise<Record<string, TensorData>> {
    const own = this.specs.filter(({ name }) => name.startsWith(`${BACKBONE}.`));
    const entries = own.map(async ({ name, shape }): Promise<[string, TensorData]> => {
      const data = await this.variables[name]!.data();
      return data instanceof Int32Array
        ? [name, { dtype: 'I32', shape, data }]
        : [name, { dtype: 'F32', shape, data: Float32Array.from(data) }];
    });
    return Object.fromEntries(await Promise.all(entries));
  }

  dispose(): void {
    tf.dispose(this.variables);
    for (const { optimizer } of Object.values(this.parts)) optimizer.dispose();
  }
}
