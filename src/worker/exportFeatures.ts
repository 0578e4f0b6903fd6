import type { ImageSet } from '../data/imageSet';
import { Cancelled, type Watch } from '../evaluation/cancellation';
import { FeatureExtractor, type Turn } from '../exporting/featureBatches';
import type { FeatureRequest } from '../exporting/features';
import { TABLE_WRITERS } from '../exporting/featureTables';
import { testImages } from '../exporting/testImages';
import { Failure } from '../failure';
import type { Trainer } from '../training/trainer';
import { untilAborted } from '../untilAborted';

/** Takes a piece of a file; resolves when the next one may come. */
export type WritePiece = (piece: Uint8Array) => Promise<void>;

/**
 * Computes a table of features with the run's weights as they are now, and hands it over piece by piece. A training goes on
 * meanwhile: every batch takes its turn between two steps.
 *
 * @param data what is trained on
 * @throws {Failure} `cancelled` when the watch's signal is aborted or the run is given up, `data_missing` where there are
 * no such images, and those of the readers and of the table
 */
export async function exportFeatures(
  trainer: Trainer,
  data: ImageSet,
  { format, part, features }: FeatureRequest,
  write: WritePiece,
  watch: Watch & { readonly signal: AbortSignal },
): Promise<void> {
  const turn: Turn = (batch) => trainer.between(batch);
  try {
    const images = await untilAborted(watch.signal, imagesOf(trainer, data, part), () => new Cancelled());
    const extractor = await trainer.between(
      async ({ run: { config, model } }) => new FeatureExtractor(config, await model.read()),
    );
    try {
      const table = TABLE_WRITERS[format]({ extractor, data: images, features, watch, turn });
      for await (const piece of table) await write(piece);
    } finally {
      // What lies on the device is given back between two steps too, unless there are none any more.
      const dispose = async () => extractor.dispose();
      await turn(dispose).catch(dispose);
    }
  } catch (error) {
    if (!isEnd(error)) throw error;
    throw new Failure(
      {
        code: 'cancelled',
        message: 'The export was ended before all images were done.',
        doing: 'exporting features',
        remedy: 'Save them again.',
      },
      { cause: error },
    );
  }
}

/** True where a person has ended it, or the run was given up. */
function isEnd(error: unknown): boolean {
  return error instanceof Cancelled || (error instanceof Failure && error.info.code === 'cancelled');
}

async function imagesOf(trainer: Trainer, data: ImageSet, part: FeatureRequest['part']): Promise<ImageSet> {
  if (part === 'test') return testImages(await trainer.evaluationImages!.heldOut());
  await data.arriving?.all;
  return data;
}
