import type { EvaluationReport } from './evaluation';

/** Files of one kind that are not used. */
export interface NotUsed {
  /** ".tif" for files whose format is not read, else in words: "damaged". */
  readonly kind: string;
  readonly count: number;
  /** The first names, at most `NAMES_KEPT`. */
  readonly names: readonly string[];
}

/** Images that are known as another split than the one trained on. */
export interface HeldOut {
  readonly split: 'train' | 'val' | 'test';
  readonly count: number;
}

/** A file that could not be read, with the reason in a sentence. */
export interface SkippedFile {
  readonly name: string;
  readonly reason: string;
}

/** What of a data source was read, and what was not. */
export interface DataAccount {
  readonly heldOut: readonly HeldOut[];
  readonly notUsed: readonly NotUsed[];
  /** Decisions that a person should know of, each a sentence: splits, labels given up, masks. */
  readonly remarks: readonly string[];
  /** The first of the files that could not be read. */
  readonly skipped: readonly SkippedFile[];
}

/** The images of a run, as far as a person needs to know to choose them again. */
export interface TrainedOn {
  readonly name: string;
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly classNames?: readonly string[];
  readonly hasMasks: boolean;
}

/** What the page shows of a loaded data set; thumbnails are `[n, side, side, 3]` bytes. */
export interface DataSummary extends DataAccount, TrainedOn {
  /** See `dataFingerprint`; absent while images are still being made. */
  readonly fingerprint?: string;
  /** Probes that these data do not allow, with the reason. */
  readonly unserved: EvaluationReport['left'];
  readonly thumbnails: {
    readonly count: number;
    readonly height: number;
    readonly width: number;
    readonly images: Uint8Array;
  };
}
