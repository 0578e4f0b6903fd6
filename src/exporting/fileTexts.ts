import type { ExportChoices } from './choices';
import type { FileFormat } from './formats';
import type { OutputName } from './graphWriter';

/** @file What the files of an export are, in the words of the model card. */

/** What a model's input has to be. */
export function inputText({ input }: Pick<ExportChoices, 'input'>): string {
  return input === 'pixels' ? 'RGB from 0 to 1' : 'RGB from 0 to 1, minus the mean, divided by the std';
}

const TEXTS: Readonly<Record<FileFormat, (choices: ExportChoices) => string>> = {
  safetensors: () => 'the weights, under the names of the reference',
  onnx: (choices) => `the model; input images [N, 3, H, W], ${inputText(choices)}`,
  tfjs: (choices) => `the model; input images [N, H, W, 3], ${inputText(choices)}`,
  pth: ({ optimizer }) =>
    optimizer
      ? 'a full checkpoint of the reference: epoch, model, optimizer'
      : 'the weights, as a state dict',
  tensorboard: () => 'the metrics, a scalar for each measure',
  wandb: () => 'the metrics, a JSON object for each step',
  matches: () => 'matched cells of the run’s pictures, best first',
};

/** Of the file, or of the first one of a folder. */
export function fileText(format: FileFormat, choices: ExportChoices): string {
  return TEXTS[format](choices);
}

/** @param count of the images */
export function tableText(features: readonly OutputName[], count: number): string {
  return `${features.join(', ')} of ${count.toLocaleString('en')} images, with labels where there are any`;
}
