import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Failure } from '../../failure';
import { PROGRAM } from '../../program';
import { plain, quoted } from '../../quoted';
import type { EvaluationReport } from '../../reports/evaluation';
import { systemReason } from '../../systemError';
import { writeAtomically } from '../files/atomicFile';
import { writeFailure } from '../files/fileFailures';

/** The file that a report is written to; whether it can be is found out before the work. */
export class ReportFile {
  private readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /**
   * @param overwrite true where a report that is there may be replaced.
   * @throws Failure `output_unusable` where nothing can be written there, `output_taken` where something is.
   */
  static open(path: string, overwrite: boolean): ReportFile {
    const folder = dirname(path);
    try {
      mkdirSync(folder, { recursive: true });
      accessSync(folder, constants.W_OK);
    } catch (error) {
      throw unusable(path, systemReason(error) ?? String(error), error);
    }
    if (existsSync(path)) {
      if (statSync(path).isDirectory()) throw unusable(path, 'it is a folder');
      if (!overwrite) throw taken(path);
    }
    return new ReportFile(path);
  }

  /** @throws Failure `storage_full`, `storage_failed` */
  async write(report: EvaluationReport): Promise<void> {
    await writeAtomically(this.path, `${JSON.stringify({ program: PROGRAM, ...report }, null, 2)}\n`).catch(
      (error: unknown) => {
        throw writeFailure(this.path, error);
      },
    );
  }
}

function unusable(path: string, reason: string, cause?: unknown): Failure {
  return new Failure(
    {
      code: 'output_unusable',
      message: `--out ${plain(path)} cannot be used: ${reason}.`,
      doing: 'opening the report',
      remedy: 'Name a file in a folder in which this user may write, such as runs/first/evaluation.json.',
    },
    { cause },
  );
}

function taken(path: string): Failure {
  return new Failure({
    code: 'output_taken',
    message: `${quoted(path)} is there already.`,
    doing: 'opening the report',
    remedy: 'Choose another --out, or add --overwrite to replace it.',
  });
}
