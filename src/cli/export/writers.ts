import { normalizationOf } from '../../config/normalization';
import type { ExportFormat } from '../../exporting/formats';
import { csvTable, npzTable, parquetTable } from '../../exporting/featureTables';
import type { ExportedModel } from '../../exporting/networkGraph';
import { onnxModel } from '../../exporting/onnxModel';
import { pytorchCheckpoint, pytorchWeights } from '../../exporting/pytorchFile';
import { tfjsModel } from '../../exporting/tfjsModel';
import { Failure } from '../../failure';
import { matchesToJson } from '../../formats/matchesJson';
import { eventsFileName, tensorboardEvents } from '../../formats/tensorboard/eventsFile';
import { wandbLines } from '../../formats/tensorboard/wandbLines';
import { MODEL_FILE, WEIGHTS_FILE } from '../../formats/tfjs/graphModel';
import { weightsMetadata } from '../../training/exportWeights';
import type { FileContent } from '../files/atomicFile';
import type { ExportedRun } from './exportedRun';
import { featureContent } from './featureContent';
import type { ExportOptions } from './options';

/** What a writer works with. */
export interface ExportJob {
  readonly run: ExportedRun;
  readonly options: ExportOptions;
  readonly signal: AbortSignal;
  /** Tells something that should be known. */
  readonly note: (line: string) => void;
  /** What is to be given back once everything is written. */
  readonly close: (() => void)[];
}

/** A file of an export; without a name where it is the only one. */
interface ExportedFile {
  readonly name?: string;
  /** What it is, for the card. */
  readonly text: string;
  readonly content: FileContent;
}

export const WRITERS: Readonly<Record<ExportFormat, (job: ExportJob) => Promise<readonly ExportedFile[]>>> = {
  onnx: async (job) => {
    const { model, metadata, input } = await exportedModel(job);
    return [{ text: `the model; input images [N, 3, H, W], ${input}`, content: onnxModel(model, metadata) }];
  },
  tfjs: async (job) => {
    const { model, metadata, input } = await exportedModel(job);
    const files = tfjsModel(model, metadata);
    return [
      {
        name: MODEL_FILE,
        text: `the model; input images [N, H, W, 3], ${input}`,
        content: files[MODEL_FILE],
      },
      { name: WEIGHTS_FILE, text: 'its weights', content: files[WEIGHTS_FILE] },
    ];
  },
  pth: async (job) => [await pytorchFile(job)],
  npz: (job) => featureContent(job, npzTable),
  csv: (job) => featureContent(job, csvTable),
  parquet: (job) => featureContent(job, parquetTable),
  tensorboard: async ({ run: { results, startedAt } }) => [
    {
      name: eventsFileName(startedAt),
      text: 'the metrics, a scalar for each measure',
      content: tensorboardEvents(results.metrics, startedAt),
    },
  ],
  wandb: async ({ run: { results, startedAt } }) => [
    {
      text: 'the metrics, a JSON object for each step',
      content: wandbLines(results.metrics, startedAt),
    },
  ],
  matches: async ({ run: { results } }) => {
    if (results.snapshots.length === 0)
      throw new Failure({
        code: 'data_missing',
        message: 'The run has no pictures of matches.',
        doing: 'exporting matches',
        remedy: 'Give the file of a whole run: train --bundle and the page write it.',
      });
    const content = matchesToJson(results.snapshots);
    return [{ text: 'matched cells of the run’s pictures, best first', content }];
  },
};

async function exportedModel({ run, options }: ExportJob) {
  const { config, step } = run.results;
  const takesPixels = options.input === 'pixels';
  const normalization = normalizationOf(config.views);
  const model: ExportedModel = {
    model: config.model,
    weights: await run.weights(),
    expanders: options.expanders,
    normalization: takesPixels ? normalization : undefined,
  };
  const input = takesPixels ? 'RGB from 0 to 1' : 'RGB from 0 to 1, minus the mean, divided by the std';
  const { mean, std } = normalization;
  const metadata = {
    ...weightsMetadata(config, step),
    input,
    mean: mean.join(','),
    std: std.join(','),
  };
  return { model, metadata, input };
}

async function pytorchFile({ run, options, note }: ExportJob): Promise<ExportedFile> {
  if (!options.optimizer) {
    const text = 'the weights, as a state dict';
    return { text, content: pytorchWeights(run.results.config, await run.weights(), options.names) };
  }
  const images = run.results.data?.count;
  if (images === undefined)
    throw new Failure({
      code: 'data_missing',
      message: 'The run does not say how many images it was trained on, so its epochs cannot be counted.',
      doing: 'exporting a full checkpoint',
      remedy: 'Export the weights without --optimizer.',
    });
  const { config, step, weights, optimizer } = await run.checkpoint();
  if (options.names !== 'model')
    note('A full checkpoint has the names of the reference’s whole model; --names is not used.');
  return {
    text: 'a full checkpoint of the reference: epoch, model, optimizer',
    content: pytorchCheckpoint({ config, step, weights, optimizer, images }),
  };
}
