import type { SuggestedSetting } from '../failure';

/** A tensor of a weights file that the model has in another shape. */
export interface ShapeMismatch {
  /** Its name in the file. */
  readonly name: string;
  /** Shape in the model. */
  readonly expected: readonly number[];
  /** Shape in the file. */
  readonly found: readonly number[];
}

/** A tensor of a weights file whose elements are of a type that is not read. */
export interface UnreadTensor {
  /** Its name in the file. */
  readonly name: string;
  /** E.g. "F8_E8M0". */
  readonly type: string;
  /** True when the model needs it; it is then missing. */
  readonly needed: boolean;
}

/** That a run would differ from what a file was made with. */
export interface WeightsWarning {
  readonly message: string;
  /** Settings with which it would not. */
  readonly settings: readonly SuggestedSetting[];
}

/** What became of the tensors of a weights file. */
export interface WeightsReport {
  /** Tensors of the model that the file gives, by the model's names. */
  readonly used: readonly string[];
  /** Tensors of the model that the file does not have, by the model's names. */
  readonly missing: readonly string[];
  /** Tensors of the file that the model does not have, by the file's names. */
  readonly unexpected: readonly string[];
  readonly mismatched: readonly ShapeMismatch[];
  readonly unread: readonly UnreadTensor[];
  /** Whose names the file's tensors have, where those are not the model's own: "timm names". */
  readonly naming?: string;
  /** What the model in the file is called, where it has a name: "ConvNeXt-S of VICRegL (α = 0.75)". */
  readonly model?: string;
  /** Keys, and what all names begin with, of the weights that were taken, joined by dots; empty for the whole file. */
  readonly key: string;
  /** Keys of other weights in the file that would do as well. */
  readonly otherKeys: readonly string[];
  readonly warnings: readonly WeightsWarning[];
  /** Epochs done, where the file also has the optimiser's state, so that its training can go on. */
  readonly epochs?: number;
}
