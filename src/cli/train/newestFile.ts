import type { Failure } from '../../failure';
import { writeAtomically } from '../files/atomicFile';
import { writeFailure } from '../files/fileFailures';

interface Content {
  readonly step: number;
  readonly file: Uint8Array;
}

/** A file with the newest of something that a run makes again and again, whole at any moment. */
export class NewestFile {
  /** Step of what is in the file; `undefined` as long as the run has written nothing. */
  step: number | undefined;
  /** Why the newest is not in the file; `undefined` where it is. */
  failure: Failure | undefined;
  private readonly path: string;
  private readonly onFailure: (failure: Failure) => void;
  private waiting: Content | undefined;
  private writing: Promise<void> | undefined;

  /** @param onFailure called where something could not be written, once until something could. */
  constructor(path: string, onFailure: (failure: Failure) => void) {
    this.path = path;
    this.onFailure = onFailure;
  }

  /** Writes what is newest; of what comes meanwhile, only the last. Resolves when nothing waits. */
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
