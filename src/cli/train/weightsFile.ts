import type { Failure } from '../../failure';
import { writeAtomically } from '../files/atomicFile';
import { writeFailure } from '../files/fileFailures';

interface Weights {
  readonly step: number;
  readonly file: Uint8Array;
}

/** `weights.safetensors`: the newest weights of a run, whole at any moment. */
export class WeightsFile {
  /** Step of the weights in the file; `undefined` as long as the run has written none. */
  step: number | undefined;
  /** Why the newest weights are not in the file; `undefined` where they are. */
  failure: Failure | undefined;
  private readonly path: string;
  private readonly onFailure: (failure: Failure) => void;
  private waiting: Weights | undefined;
  private writing: Promise<void> | undefined;

  /** @param onFailure called where weights could not be written, once until others could. */
  constructor(path: string, onFailure: (failure: Failure) => void) {
    this.path = path;
    this.onFailure = onFailure;
  }

  /** Writes weights; of those that come while others are written, only the newest. Resolves when none waits. */
  write(step: number, file: Uint8Array): Promise<void> {
    this.waiting = { step, file };
    this.writing ??= this.writeAll().finally(() => (this.writing = undefined));
    return this.writing;
  }

  /** Resolves when nothing is being written. */
  async settled(): Promise<void> {
    await this.writing;
  }

  private async writeAll(): Promise<void> {
    for (let next = this.waiting; next !== undefined; next = this.waiting) {
      this.waiting = undefined;
      try {
        await writeAtomically(this.path, next.file);
        this.step = next.step;
        this.failure = undefined;
      } catch (error) {
        const isNew = this.failure === undefined;
        this.failure = writeFailure(this.path, error);
        if (isNew) this.onFailure(this.failure);
      }
    }
  }
}
