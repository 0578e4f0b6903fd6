import { loadData, loadKept, locateData } from '../../data/node/locatedData';
import type { ImageSet } from '../../data/imageSet';
import { FeatureExtractor } from '../../exporting/featureBatches';
import type { TableWriter } from '../../exporting/featureTables';
import { Failure } from '../../failure';
import { nextTurn } from '../../training/nextTurn';
import { fallbackNote, openBackend } from '../inputs/backend';
import { dataLines } from '../inputs/dataLines';
import { finalConfig } from '../inputs/finalConfig';
import type { ExportJob } from './writers';

/**
 * A table of features of a data set, which is computed while it is written.
 * @throws Failure where there is no --data, it cannot be read, or the part has no images
 */
export async function featureContent({ run, options, signal, note, close }: ExportJob, writer: TableWriter) {
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
  const weights = await run.weights();
  const device = await openBackend(options.backend);
  close.push(() => device.close());
  const fallback = fallbackNote(device.summary);
  if (fallback !== undefined) note(fallback);
  const extractor = new FeatureExtractor(config, weights);
  close.push(() => extractor.dispose());
  const features =
    options.features ??
    (['representation', 'embedding'] as const).filter((name) => extractor.shapes[name] !== undefined);
  const content = writer({ extractor, data, features, watch: { signal, breathe: nextTurn } });
  const text = `${features.join(', ')} of ${data.count.toLocaleString('en')} images, with labels where there are any`;
  return [{ text, content }];
}

function testImages(kept: Awaited<ReturnType<typeof loadKept>>): ImageSet {
  const found = kept.find(({ split }) => split === 'test') ?? kept.find(({ split }) => split === 'val');
  if (found !== undefined) return found.set;
  throw new Failure({
    code: 'data_missing',
    message: 'The data set keeps no images for tests.',
    doing: 'exporting features',
    remedy: 'Leave --part out to export those that are trained on.',
  });
}
