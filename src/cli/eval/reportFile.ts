import { PROGRAM } from '../../program';
import type { EvaluationReport } from '../../reports/evaluation';
import { OutFile } from '../files/outFile';

/** The file that a report is written to; whether it can be is found out before the work. */
export class ReportFile {
  private readonly file: OutFile;

  private constructor(file: OutFile) {
    this.file = file;
  }

  /**
   * @param overwrite true where a report that is there may be replaced.
   * @throws Failure those of `OutFile.open`
   */
  static open(path: string, overwrite: boolean): ReportFile {
    return new ReportFile(
      OutFile.open(path, { option: '--out', example: 'runs/first/evaluation.json', overwrite }),
    );
  }

  /** @throws Failure `storage_full`, `storage_failed` */
  async write(report: EvaluationReport): Promise<void> {
    await this.file.write(`${JSON.stringify({ program: PROGRAM, ...report }, null, 2)}\n`);
  }
}
