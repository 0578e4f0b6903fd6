/** A tensor of a weights file that the model has in another shape. */
export interface ShapeMismatch {
  readonly name: string;
  /** Shape in the model. */
  readonly expected: readonly number[];
  /** Shape in the file. */
  readonly found: readonly number[];
}

/** What became of the tensors of a weights file, by their state-dict names. */
export interface WeightsReport {
  readonly used: readonly string[];
  /** Tensors of the model that the file does not have. */
  readonly missing: readonly string[];
  /** Tensors of the file that the model does not have. */
  readonly unexpected: readonly string[];
  readonly mismatched: readonly ShapeMismatch[];
}
