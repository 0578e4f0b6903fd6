import type { EvaluationReport, ProbeName } from './evaluation';

/** Whose features are judged: those of the run's weights as they are, or of a baseline. */
export const SUBJECTS = ['weights', 'random', 'pixels', 'supervised'] as const;
export type SubjectKind = (typeof SUBJECTS)[number];

/** What they are called. */
export const SUBJECT_TITLES: Readonly<Record<SubjectKind, string>> = {
  weights: 'This run',
  random: 'Random weights',
  pixels: 'Raw pixels',
  supervised: 'Supervised',
};

/** What is to be measured, on the data that the run trains on. */
export interface EvaluationRequest {
  readonly subject: SubjectKind;
  /** Those that the data do not allow are left out; the report says so. */
  readonly probes: readonly ProbeName[];
  /** Shares of the labels that the linear probe is trained with, 0 to 1, largest first; all of them by default. */
  readonly labelShares?: readonly number[];
}

/** How far an evaluation is. */
export interface EvaluationProgress {
  readonly subject: SubjectKind;
  /** Before the probes, images that were kept from training may have to be read, and a baseline trained. */
  readonly probe: ProbeName | 'images' | 'training';
  /** Share of it that is done, 0 to 1. */
  readonly share: number;
}

/** A test image with its true and its predicted mask. */
export interface ShownMask {
  /** `[height, width, 3]` bytes. */
  readonly pixels: Uint8Array;
  /** `[height, width]` class of each pixel, `IGNORED_CLASS` for none. */
  readonly truth: Uint8Array;
  readonly predicted: Uint8Array;
}

/** Images whose masks can be looked at; none where segmentation was not asked for. */
export interface ShownMasks {
  readonly height: number;
  readonly width: number;
  readonly images: readonly ShownMask[];
}

export interface EvaluationResult {
  readonly subject: SubjectKind;
  readonly report: EvaluationReport;
  readonly masks: ShownMasks;
}
