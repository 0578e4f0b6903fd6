import { closeSync, existsSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { MetricsEntry } from '../../reports/metricsEntry';
import { entryOfRow, metricsToJsonLines } from '../../formats/metrics';
import type { TrainerEvent } from '../../training/events';
import { writeFailure } from '../files/fileFailures';

/** A line of the file, and where it begins there, in bytes. */
interface Line {
  readonly at: number;
  readonly entry: Partial<MetricsEntry>;
}

/**
 * Writes `metrics.jsonl`: one flat record per reported step, on the disk when the step is reported, with the matching
 * accuracy and kNN where they were taken; those of the untrained model stand alone, at step 0. Columns are those of the page's
 * exports. The file never ends in half a line, however full the disk is.
 */
export class MetricsLog {
  /** Last step in the file. */
  lastStep: number | undefined;
  private readonly path: string;
  private file: number | undefined;
  /** Entries that came before the file was opened. */
  private readonly waiting: Partial<MetricsEntry>[] = [];
  private last: Line | undefined;
  /** Bytes in the file. */
  private length = 0;

  constructor(path: string) {
    this.path = path;
  }

  /**
   * Makes the file, or empties it, and writes what has come until now.
   * @throws Failure `storage_full`, `storage_failed`
   */
  open(): void {
    this.attempt(() => (this.file = openSync(this.path, 'w')));
    for (const entry of this.waiting.splice(0)) this.append(entry);
  }

  /**
   * Goes on with the file of a run after `step`: later lines are taken away, and written again as the run gets there.
   * What has come until now was measured before.
   * @throws Failure `storage_full`, `storage_failed`, `data_unreadable`
   */
  reopen(step: number): void {
    this.waiting.length = 0;
    this.attempt(() => {
      this.file = openSync(this.path, existsSync(this.path) ? 'r+' : 'w');
      for (const line of readFileSync(this.path, 'utf8').split('\n').slice(0, -1)) {
        const entry = entryOf(line);
        if (entry === undefined || entry.step > step) break;
        this.last = { at: this.length, entry };
        this.length += Buffer.byteLength(line) + 1;
        this.lastStep = entry.step;
      }
      ftruncateSync(this.file, this.length);
    });
  }

  /** @throws Failure `storage_full`, `storage_failed` where the line could not be written; those before it are whole. */
  take(event: TrainerEvent): void {
    if (event.type === 'step') this.append(event.report);
    if (event.type === 'accuracy' || event.type === 'knn') this.add(event.report);
  }

  close(): void {
    if (this.file !== undefined) closeSync(this.file);
    this.file = undefined;
  }

  /** Adds what was measured after its step was reported. */
  private add(measured: Partial<MetricsEntry>): void {
    if (this.last?.entry.step === measured.step) this.replaceLast({ ...this.last?.entry, ...measured });
    else this.append(measured);
  }

  private append(entry: Partial<MetricsEntry>): void {
    if (this.file === undefined) {
      this.waiting.push(entry);
      return;
    }
    this.write({ at: this.length, entry });
  }

  /** Accuracy is taken after the step was reported: its line is the last one, and grows. */
  private replaceLast(entry: Partial<MetricsEntry>): void {
    const before = this.last!;
    try {
      this.write({ at: before.at, entry });
    } catch (error) {
      this.write(before);
      throw error;
    }
  }

  private write(line: Line): void {
    const bytes = Buffer.from(metricsToJsonLines([line.entry]));
    this.attempt(() => {
      try {
        for (let done = 0; done < bytes.length;)
          done += writeSync(this.file!, bytes, done, bytes.length - done, line.at + done);
      } catch (error) {
        this.cutAt(line.at);
        throw error;
      }
    });
    this.last = line;
    this.length = line.at + bytes.length;
    this.lastStep = line.entry.step;
  }

  /** Takes away what was written of a line that did not fit. */
  private cutAt(at: number): void {
    this.length = at;
    try {
      ftruncateSync(this.file!, at);
    } catch {
      // A device such as /dev/full has no length, and nothing of the line is in it.
    }
  }

  private attempt(action: () => void): void {
    try {
      action();
    } catch (error) {
      throw writeFailure(this.path, error);
    }
  }
}

/** A line of the file; `undefined` for what is none. */
function entryOf(line: string): (Partial<MetricsEntry> & { readonly step: number }) | undefined {
  try {
    const row: unknown = JSON.parse(line);
    if (typeof row !== 'object' || row === null) return undefined;
    const entry = entryOfRow(row as Readonly<Record<string, unknown>>);
    return entry.step === undefined ? undefined : { ...entry, step: entry.step };
  } catch {
    return undefined;
  }
}
