import { gatherImages } from '../augment/imageBytes';
import { channelMoments } from '../data/inspect/channelMoments';
import { findDuplicates } from '../data/inspect/findDuplicates';
import { maskPixels } from '../data/inspect/maskPixels';
import type { ImageSet } from '../data/imageSet';
import type { EvaluationData } from '../evaluation/evaluationData';
import type { Split } from '../evaluation/splits';
import { Failure } from '../failure';
import {
  PARTS,
  type DuplicateReport,
  type ImageBatch,
  type InspectionProgress,
  type SetOverview,
} from '../reports/inspection';
import { Cancelled } from '../evaluation/cancellation';
import type { EvaluationImages } from './evaluationImages';
import { inTurns } from './inTurns';

/** Bytes of a batch of images at most; more than a screen of them. */
const MOST_BYTES = 2 ** 26;

/** What can be asked of a data set beside training on it. Nothing of it holds up the steps for long. */
export class SetInspection {
  private readonly training: ImageSet;
  private readonly images: EvaluationImages;
  private readonly onProgress: (progress: InspectionProgress) => void;
  private readonly end = new AbortController();
  private latest: { readonly seed: number; readonly overview: Promise<SetOverview> } | undefined;
  private duplicates: Promise<DuplicateReport> | undefined;
  /** All images, once they are there. */
  private all: EvaluationData | undefined;

  constructor(
    training: ImageSet,
    images: EvaluationImages,
    onProgress: (progress: InspectionProgress) => void,
  ) {
    this.training = training;
    this.images = images;
    this.onProgress = onProgress;
  }

  /**
   * All images and what evaluations use each for, once all are there.
   * @param seed of the split, where the data set brings none.
   * @throws Failure `cancelled` when the inspection is closed, and those of the readers.
   */
  overview(seed: number): Promise<SetOverview> {
    if (this.latest?.seed !== seed) this.latest = { seed, overview: this.lookAt(seed) };
    const { latest } = this;
    latest.overview.catch(() => {
      if (this.latest === latest) this.latest = undefined;
    });
    return latest.overview;
  }

  /**
   * Images that show the same, of all that an overview has.
   * @throws Failure as `overview`
   */
  findDuplicates(seed: number): Promise<DuplicateReport> {
    this.duplicates ??= this.compare(seed);
    this.duplicates.catch(() => (this.duplicates = undefined));
    return this.duplicates;
  }

  /**
   * Some images by their numbers; those that are still being made are made at once.
   * @throws Failure `data_missing` for numbers that no image has, or too many of them.
   */
  readImages(indices: readonly number[]): ImageBatch {
    const set = this.all?.data ?? this.training;
    const { height, width, masks } = set;
    const pixels = height * width;
    const known = indices.every((index) => Number.isInteger(index) && index >= 0 && index < set.count);
    if (!known || indices.length * pixels * 3 > MOST_BYTES) throw noSuchImages();
    this.training.arriving?.need(indices.filter((index) => index < this.training.count));
    const images = gatherImages(set, indices);
    if (masks === undefined) return { height, width, images };
    const chosen = new Uint8Array(indices.length * pixels);
    indices.forEach((index, place) =>
      chosen.set(masks.subarray(index * pixels, (index + 1) * pixels), place * pixels),
    );
    return { height, width, images, masks: chosen };
  }

  /** Ends what is under way. */
  close(): void {
    this.end.abort();
  }

  private async lookAt(seed: number): Promise<SetOverview> {
    return this.orCancelled(async () => {
      const read = (share: number) => this.onProgress({ doing: 'reading', share });
      this.all = await this.images.read(seed, read, this.end.signal);
      const { data, split, report } = this.all;
      const measure = (share: number) => this.onProgress({ doing: 'measuring', share });
      const { signal } = this.end;
      const channels = await inTurns(channelMoments(this.training.images), measure, signal);
      const { labels, classNames, masks, maskClassNames } = data;
      return {
        ...{ count: data.count, height: data.height, width: data.width },
        trainedOn: this.training.count,
        parts: partsOf(data.count, split),
        split: report,
        ...(labels === undefined ? {} : { labels, classNames: classNames! }),
        channels,
        ...(masks === undefined
          ? {}
          : { masks: await inTurns(maskPixels(masks, maskClassNames!), measure, signal) }),
      };
    });
  }

  private async compare(seed: number): Promise<DuplicateReport> {
    await this.overview(seed);
    const tell = (share: number) => this.onProgress({ doing: 'comparing', share });
    return this.orCancelled(() => inTurns(findDuplicates(this.all!.data), tell, this.end.signal));
  }

  private async orCancelled<T>(task: () => Promise<T>): Promise<T> {
    try {
      return await task();
    } catch (error) {
      if (!(error instanceof Cancelled)) throw error;
      const info = { code: 'cancelled', message: error.message, doing: 'looking at the images' } as const;
      throw new Failure(info, { cause: error });
    }
  }
}

function partsOf(count: number, split: Split): Uint8Array {
  const parts = new Uint8Array(count);
  PARTS.forEach((part, place) => split[part].forEach((image) => (parts[image] = place)));
  return parts;
}

function noSuchImages(): Failure {
  return new Failure({
    code: 'data_missing',
    message: 'The data set does not have these images.',
    doing: 'reading images to show',
    remedy: 'Wait until the data set is loaded, and open the view anew.',
  });
}
