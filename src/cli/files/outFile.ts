import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Failure } from '../../failure';
import { plain, quoted } from '../../quoted';
import { systemReason } from '../../systemError';
import { Interrupted } from '../process/interruption';
import { writeAtomically, type FileContent } from './atomicFile';
import { writeFailure } from './fileFailures';

interface Wanted {
  /** The option that named it, for messages. */
  readonly option: string;
  /** A path that would do. */
  readonly example: string;
  /** True where a file that is there may be replaced. */
  readonly overwrite: boolean;
}

/** A file that a result is written to; whether it can be is found out before the work. */
export class OutFile {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /**
   * @throws Failure `output_unusable` where nothing can be written there, `output_taken` where something is.
   */
  static open(path: string, wanted: Wanted): OutFile {
    const folder = dirname(path);
    try {
      mkdirSync(folder, { recursive: true });
      accessSync(folder, constants.W_OK);
    } catch (error) {
      throw unusable(path, wanted, systemReason(error) ?? String(error), error);
    }
    if (existsSync(path)) {
      if (statSync(path).isDirectory()) throw unusable(path, wanted, 'it is a folder');
      if (!wanted.overwrite) throw taken(path, wanted);
    }
    return new OutFile(path);
  }

  /**
   * @param content the whole, or pieces that are written as they come.
   * @throws Failure `storage_full`, `storage_failed`; `Interrupted`, and failures of whoever makes the pieces
   */
  async write(content: FileContent): Promise<void> {
    await writeAtomically(this.path, content).catch((error: unknown) => {
      throw error instanceof Failure || error instanceof Interrupted ? error : writeFailure(this.path, error);
    });
  }
}

function unusable(path: string, { option, example }: Wanted, reason: string, cause?: unknown): Failure {
  return new Failure(
    {
      code: 'output_unusable',
      message: `${option} ${plain(path)} cannot be used: ${reason}.`,
      doing: 'opening the output file',
      remedy: `Name a file in a folder in which this user may write, such as ${example}.`,
    },
    { cause },
  );
}

function taken(path: string, { option }: Wanted): Failure {
  return new Failure({
    code: 'output_taken',
    message: `${quoted(path)} is there already.`,
    doing: 'opening the output file',
    remedy: `Choose another ${option}, or add --overwrite to replace it.`,
  });
}
