/** What a model takes: RGB from 0 to 1, or normalised by whoever uses it. */
export const INPUTS = ['pixels', 'normalised'] as const;

/** Whose names the tensors get: those of the reference's whole model, of its backbone alone, or of timm's backbone. */
export const PTH_NAMES = ['model', 'backbone', 'timm'] as const;
export type PthNames = (typeof PTH_NAMES)[number];

/** What a person chooses of an export. */
export interface ExportChoices {
  /** Of ONNX and TensorFlow.js. */
  readonly input: (typeof INPUTS)[number];
  /** Of the same: gives the expanders' outputs as well. */
  readonly expanders: boolean;
  /** Of PyTorch's weights; a full checkpoint has its own names. */
  readonly names: PthNames;
  /** Of PyTorch: a full checkpoint of the reference, with the optimiser's state. */
  readonly optimizer: boolean;
}

export const USUAL_CHOICES: ExportChoices = {
  input: 'pixels',
  expanders: false,
  names: 'model',
  optimizer: false,
};
