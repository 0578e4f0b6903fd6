import type { DataAccount, HeldOut, NotUsed, SkippedFile } from '../reports/data';
import { ending } from './sourceFile';

/** Names of each kind, and reasons, that are kept to be shown. */
const NAMES_KEPT = 5;
const REASONS_KEPT = 100;

/** Keeps count of what a data source holds beside what is trained on, so that nothing goes in silence. */
export class Account {
  private readonly kinds = new Map<string, { count: number; names: string[] }>();
  private readonly reasons: SkippedFile[] = [];
  private readonly splits: HeldOut[] = [];
  private readonly sentences: string[] = [];

  notUsed(kind: string, path: string): void {
    const entry = this.kinds.get(kind) ?? { count: 0, names: [] };
    entry.count++;
    if (entry.names.length < NAMES_KEPT) entry.names.push(path);
    this.kinds.set(kind, entry);
  }

  /** A file of a format that is not read: its ending is its kind. */
  otherFormat(path: string): void {
    this.notUsed(ending(path) || 'without an ending', path);
  }

  /** A file that should have been read, and why it could not be. */
  skipped(kind: string, name: string, reason: string): void {
    this.notUsed(kind, name);
    if (this.reasons.length < REASONS_KEPT) this.reasons.push({ name, reason });
  }

  heldOut(split: HeldOut['split'], count: number): void {
    if (count > 0) this.splits.push({ split, count });
  }

  remark(sentence: string): void {
    this.sentences.push(sentence);
  }

  /** What came together so far; the kinds with the most files first. */
  get report(): DataAccount {
    const notUsed: NotUsed[] = [...this.kinds].map(([kind, entry]) => ({ kind, ...entry }));
    return {
      heldOut: [...this.splits],
      notUsed: notUsed.sort((a, b) => b.count - a.count),
      remarks: [...this.sentences],
      skipped: [...this.reasons],
    };
  }
}
