import * as tf from '@tensorflow/tfjs-core';
import { assignInPlace, copyTensor } from '../gpu/copy';
import type { Optimizer, OptimizerBackup } from '../optim/optimizer';
import type { Model } from './model';

/** A copy of a model and its optimiser, on the device. */
export class Backup {
  /** Steps that the model had done. */
  readonly step: number;
  private readonly tensors: ReadonlyMap<string, tf.Tensor>;
  private readonly optimizer: OptimizerBackup;

  constructor(step: number, model: Model, optimizer: Optimizer) {
    this.step = step;
    this.tensors = new Map(
      Object.entries(model.tensors).map(([name, tensor]) => [name, tf.keep(copyTensor(tensor))]),
    );
    this.optimizer = optimizer.backup();
  }

  /** Puts everything back in place. */
  restore(model: Model): void {
    for (const [name, tensor] of this.tensors) assignInPlace(model.variable(name), tensor);
    this.optimizer.restore();
  }

  dispose(): void {
    for (const tensor of this.tensors.values()) tensor.dispose();
    this.optimizer.dispose();
  }
}
