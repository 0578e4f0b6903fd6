import { loadData, loadKept, locateData } from '../../data/node/locatedData';
import type { ExportedRun } from '../../exporting/exportedRun';
import { FeatureExtractor } from '../../exporting/featureBatches';
import { USUAL_FEATURES } from '../../exporting/features';
import type { TableWriter } from '../../exporting/featureTables';
import { tableText } from '../../exporting/fileTexts';
import { testImages } from '../../exporting/testImages';
import { Failure } from '../../failure';
import { nextTurn } from '../../training/nextTurn';
import { fallbackNote, openBackend } from '../inputs/backend';
import { dataLines } from '../inputs/dataLines';
import { finalConfig } from '../inputs/finalConfig';
import type { ExportOptions } from './options';

/** What a table is made with. */
interface TableJob {
  readonly run: ExportedRun;
  readonly options: ExportOptions;
  readonly signal: AbortSignal;
  /** Tells something that should be known. */
  readonly note: (line: string) => void;
  /** What is to be given back once everything is written. */
  readonly close: (() => void)[];
}

/**
 * A table of features of a data set, which is computed while it is written.
 * @throws Failure where there is no --data, it cannot be read, or the part has no images
 */
export async function featureContent({ run, options, signal, note, close }: TableJob, writer: TableWriter) {
  if (options.data === undefined)
    throw new Failure({
      code: 'data_missing',
      message: `${options.format} is a table of features of images, and no images are named.`,
      doing: 'exporting features',
      remedy: 'Add --data synthetic, or --data with the path of images.',
    });
  const located = await locateData(options.data);
  const wanted = run.results.config;
  const training = await loadData(located, wanted.data);
  for (const line of dataLines(training)) note(line);
  const data =
    options.part === 'train' ? training : testImages(await loadKept(located, training, wanted.data));
  const config = finalConfig(wanted, { ...training, source: located.source });
  const { weights } = await run.model();
  const device = await openBackend(options.backend);
  close.push(() => device.close());
  const fallback = fallbackNote(device.summary);
  if (fallback !== undefined) note(fallback);
  const extractor = new FeatureExtractor(config, weights);
  close.push(() => extractor.dispose());
  const features = options.features ?? USUAL_FEATURES.filter((name) => extractor.shapes[name] !== undefined);
  const content = writer({ extractor, data, features, watch: { signal, breathe: nextTurn } });
  return [{ text: tableText(features, data.count), content }];
}
