import { normalizationOf } from '../config/normalization';
import { Failure } from '../failure';
import { matchesToJson } from '../formats/matchesJson';
import { eventsFileName, tensorboardEvents } from '../formats/tensorboard/eventsFile';
import { wandbLines } from '../formats/tensorboard/wandbLines';
import { MODEL_FILE, WEIGHTS_FILE } from '../formats/tfjs/graphModel';
import { exportWeights, weightsMetadata } from '../training/exportWeights';
import type { ExportChoices } from './choices';
import type { ExportedRun } from './exportedRun';
import { fileText, inputText } from './fileTexts';
import type { FileFormat } from './formats';
import type { ExportedModel } from './networkGraph';
import { onnxModel } from './onnxModel';
import { pytorchCheckpoint, pytorchWeights } from './pytorchFile';
import { tfjsModel } from './tfjsModel';

/** A file of an export; without a name where it is the only one. */
export interface ExportedFile {
  readonly name?: string;
  /** What it is, for the card. */
  readonly text: string;
  readonly content: string | Uint8Array<ArrayBuffer>;
}

type FileWriter = (run: ExportedRun, choices: ExportChoices) => Promise<readonly ExportedFile[]>;

/**
 * Makes the files of a format.
 * @throws Failure those of the run and of the format; `data_missing` where the run lacks what it is made of.
 */
export function writeFiles(
  format: FileFormat,
  run: ExportedRun,
  choices: ExportChoices,
): Promise<readonly ExportedFile[]> {
  return WRITERS[format](run, choices);
}

const WRITERS: Readonly<Record<FileFormat, FileWriter>> = {
  safetensors: async (run, choices) => {
    const { config, weights, step } = await run.model();
    const content = exportWeights(weights, config, step) as Uint8Array<ArrayBuffer>;
    return [{ text: fileText('safetensors', choices), content }];
  },
  onnx: async (run, choices) => {
    const { model, metadata } = await exportedModel(run, choices);
    return [{ text: fileText('onnx', choices), content: onnxModel(model, metadata) }];
  },
  tfjs: async (run, choices) => {
    const { model, metadata } = await exportedModel(run, choices);
    const files = tfjsModel(model, metadata);
    return [
      { name: MODEL_FILE, text: fileText('tfjs', choices), content: files[MODEL_FILE] },
      { name: WEIGHTS_FILE, text: 'its weights', content: files[WEIGHTS_FILE] },
    ];
  },
  pth: async (run, choices) => [
    {
      text: fileText('pth', choices),
      content: choices.optimizer ? await fullCheckpoint(run) : await stateDict(run, choices),
    },
  ],
  tensorboard: async ({ results, startedAt }, choices) => [
    {
      name: eventsFileName(startedAt),
      text: fileText('tensorboard', choices),
      content: tensorboardEvents(results.metrics, startedAt),
    },
  ],
  wandb: async ({ results, startedAt }, choices) => [
    { text: fileText('wandb', choices), content: wandbLines(results.metrics, startedAt) },
  ],
  matches: async ({ results }, choices) => {
    if (results.snapshots.length === 0)
      throw new Failure({
        code: 'data_missing',
        message: 'The run has no pictures of matches.',
        doing: 'exporting matches',
        remedy: 'Give the file of a whole run: train --bundle and the page write it.',
      });
    return [{ text: fileText('matches', choices), content: matchesToJson(results.snapshots) }];
  },
};

async function exportedModel(run: ExportedRun, choices: ExportChoices) {
  const { config, weights, step } = await run.model();
  const normalization = normalizationOf(config.views);
  const model: ExportedModel = {
    model: config.model,
    weights,
    expanders: choices.expanders,
    normalization: choices.input === 'pixels' ? normalization : undefined,
  };
  const { mean, std } = normalization;
  const metadata = {
    ...weightsMetadata(config, step),
    input: inputText(choices),
    mean: mean.join(','),
    std: std.join(','),
  };
  return { model, metadata };
}

async function stateDict(run: ExportedRun, { names }: ExportChoices): Promise<Uint8Array<ArrayBuffer>> {
  const { config, weights } = await run.model();
  return pytorchWeights(config, weights, names);
}

async function fullCheckpoint(run: ExportedRun): Promise<Uint8Array<ArrayBuffer>> {
  const images = run.results.data?.count;
  if (images === undefined)
    throw new Failure({
      code: 'data_missing',
      message: 'The run does not say how many images it was trained on, so its epochs cannot be counted.',
      doing: 'exporting a full checkpoint',
      remedy: 'Export the weights without the optimiser’s state.',
    });
  const { config, step, weights, optimizer } = await run.checkpoint();
  return pytorchCheckpoint({ config, step, weights, optimizer, images });
}
