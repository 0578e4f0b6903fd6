import type { RgbImage } from '../augment/distortions/rgbImage';
import type { RunConfig } from '../config/runConfig';
import type { Watch } from '../evaluation/cancellation';
import type { LookImage, LookKind, Looks } from '../reports/looks';
import type { ObservedRun } from '../training/observation';
import type { Run } from '../training/run';

/** An image to look at. */
export interface LookedImage extends RgbImage {
  /** `[height, width]` classes, where the data set has masks. */
  readonly mask?: Uint8Array;
}

/** A network that is looked at. A look changes nothing of it, and disposes of what it makes. */
export interface LookedAt extends ObservedRun {
  /** Steps that its weights have done. */
  readonly step: number;
  /** The run on show, which may be another one: what it would do next, and its data; absent for the model of a file. */
  readonly run: Run | undefined;
  /** Draws the pairs of views: the settings of the run on show, else those that the file's model is looked at with. */
  readonly drawnBy: RunConfig;
  /** @throws Failure `data_missing` for numbers that no image has. */
  readonly images: (wanted: readonly LookImage[]) => readonly LookedImage[];
}

/**
 * The arrays of its report are its own: they are moved to whoever asked.
 * @throws Cancelled when the watch's signal is aborted.
 */
export type Look<Kind extends LookKind> = (
  network: LookedAt,
  request: Looks[Kind]['request'],
  watch: Watch,
) => Promise<Looks[Kind]['report']>;
