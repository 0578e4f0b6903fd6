import { open, type FileHandle } from 'node:fs/promises';
import type { MetricsEntry } from '../../formats/measures';
import { metricsToJsonLines } from '../../formats/metrics';
import type { TrainerEvent } from '../../training/events';

/**
 * Writes `metrics.jsonl`: one flat record per reported step, with the matching accuracy where it was taken; that of the
 * untrained model stands alone, at step 0. Columns are those of the page's exports.
 */
export class MetricsLog {
  private readonly file: FileHandle;
  private written: Promise<void> = Promise.resolve();
  /** The latest step, held back for the accuracy that may follow it. */
  private latest: MetricsEntry | undefined;

  private constructor(file: FileHandle) {
    this.file = file;
  }

  static async create(path: string): Promise<MetricsLog> {
    return new MetricsLog(await open(path, 'w'));
  }

  take(event: TrainerEvent): void {
    if (event.type === 'step') {
      this.flush();
      this.latest = event.report;
    } else if (event.type === 'accuracy') {
      const { step, accuracy } = event.report;
      if (this.latest?.step === step) this.latest = { ...this.latest, accuracy };
      else this.append({ step, accuracy });
    }
  }

  async close(): Promise<void> {
    this.flush();
    await this.written;
    await this.file.close();
  }

  private flush(): void {
    if (this.latest !== undefined) this.append(this.latest);
    this.latest = undefined;
  }

  private append(entry: Partial<MetricsEntry>): void {
    this.written = this.written.then(() => this.file.appendFile(metricsToJsonLines([entry])));
  }
}
