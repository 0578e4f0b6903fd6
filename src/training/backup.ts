import * as tf from '@tensorflow/tfjs-core';
import type { TensorData } from '../formats/tensorData';
import { assignInPlace, copyTensor } from '../gpu/copy';
import type { Optimizer } from '../optim/optimizer';
import type { StateBackup } from '../optim/updateRule';
import type { Model } from './model';
import { readInPortions } from './readTensors';

/** A copy of a model and its optimiser, on the device: its memory is taken once, for all copies that come after. */
export class Backup {
  private readonly model: Model;
  private readonly copies: ReadonlyMap<string, tf.Variable>;
  private readonly optimizer: StateBackup;

  constructor(model: Model, optimizer: Optimizer) {
    this.model = model;
    this.copies = new Map(
      Object.entries(model.tensors).map(([name, tensor]) => [name, variableCopy(tensor)]),
    );
    this.optimizer = optimizer.backup();
  }

  /** Takes model and optimiser as they are now. */
  take(): void {
    for (const [name, copy] of this.copies) assignInPlace(copy, this.model.variable(name));
    this.optimizer.take();
  }

  /** Puts everything back in place. */
  restore(): void {
    for (const [name, copy] of this.copies) assignInPlace(this.model.variable(name), copy);
    this.optimizer.restore();
  }

  /** Reads the model's tensors; until it resolves, `take` must not be called. */
  read(): Promise<Record<string, TensorData>> {
    return readInPortions(this.model.specs, Object.fromEntries(this.copies));
  }

  dispose(): void {
    for (const copy of this.copies.values()) copy.dispose();
    this.optimizer.dispose();
  }
}

function variableCopy(tensor: tf.Tensor): tf.Variable {
  return tf.tidy(() => tf.variable(copyTensor(tensor), false));
}
