import type * as tf from '@tensorflow/tfjs-core';
import type { Computer } from '../compute/computer';
import { variableCopy } from '../compute/variableCopy';
import type { Optimizer } from '../optim/optimizer';
import type { OptimizerBackup } from '../optim/updateRule';
import type { RunState } from './checkpoint';
import type { Model } from './model';
import { readInPortions } from './readTensors';

/** A copy of a model and its optimiser, on the device: its memory is taken once, for all copies that come after. */
export class Backup {
  private readonly computer: Computer;
  private readonly model: Model;
  private readonly copies: ReadonlyMap<string, tf.Variable>;
  private readonly optimizer: OptimizerBackup;

  constructor(computer: Computer, model: Model, optimizer: Optimizer) {
    this.computer = computer;
    this.model = model;
    this.copies = new Map(
      Object.entries(model.tensors).map(([name, tensor]) => [name, variableCopy(computer, tensor)]),
    );
    this.optimizer = optimizer.backup(computer);
  }

  /** Takes model and optimiser as they are now. */
  take(): void {
    for (const [name, copy] of this.copies) this.computer.copy(this.model.variable(name), copy);
    this.optimizer.take();
  }

  /** Puts everything back in place. */
  restore(): void {
    for (const [name, copy] of this.copies) this.computer.copy(copy, this.model.variable(name));
    this.optimizer.restore();
  }

  /** Reads what it holds; until it resolves, `take` must not be called. */
  async read(): Promise<Pick<RunState, 'weights' | 'optimizer'>> {
    const [weights, optimizer] = await Promise.all([
      readInPortions(this.model.specs, Object.fromEntries(this.copies)),
      this.optimizer.read(),
    ]);
    return { weights, optimizer };
  }

  dispose(): void {
    for (const copy of this.copies.values()) copy.dispose();
    this.optimizer.dispose();
  }
}
