import { z } from '../../zod';
import { environment, fileList, trainedOn } from '../bundle/manifest';
import type { RunResults } from '../bundle/runBundle';
import { amount, count, share, words } from '../bundle/values';

/**
 * @file A run that the page shows and never goes on with: like the file of a whole run, without the optimiser's state, with
 * weights in 16 bits and thinned curves, so small that it is fetched while a page opens.
 */

/** Bytes of the file, and of what it unpacks to. */
export const MOST_RECORDED = 1_000_000;
export const MOST_UNPACKED = 16 * 2 ** 20;

/** How it was made. */
export interface Made {
  readonly command: string;
  readonly seed: number;
  /** Cores and processor. */
  readonly machine: string;
}

export interface RecordedRun extends RunResults {
  readonly made: Made;
  /** A safetensors file whose floats have 16 bits; `evaluations` are of these weights. */
  readonly weights: Uint8Array;
}

const RECORDED_FORMAT = 'vicregl-recorded';
/** Raised when a page of the version before could not read it. */
const RECORDED_VERSION = 1;

export const recordedHead = { format: RECORDED_FORMAT, version: RECORDED_VERSION } as const;

/** `manifest.json`. */
export const recordedManifest = z.object({
  format: z.literal(RECORDED_FORMAT),
  version: z.literal(RECORDED_VERSION),
  name: words,
  step: count,
  initialAlpha: share,
  made: z.object({ command: words, seed: amount, machine: words }),
  data: trainedOn,
  environment,
  files: fileList,
});

/** True for the `manifest.json` of a recorded run, of whatever version. */
export function isRecorded(manifest: unknown): boolean {
  return recordedManifest.pick({ format: true }).safeParse(manifest).success;
}
