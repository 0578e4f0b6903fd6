/** @file What checks and measurements have in common: they tell how far they are, and can be ended between two parts. */

/** How far a study is. */
export interface StudyProgress {
  readonly done: number;
  readonly total: number;
  /** What comes next, in words. */
  readonly next: string;
}

export interface StudyListener<Part> {
  readonly onProgress: (progress: StudyProgress) => void;
  /** A part of the result is there. */
  readonly onPart: (part: Part) => void;
}
