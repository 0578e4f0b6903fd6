import { imageAt } from '../augment/imageBytes';
import { mapSide } from '../config/geometry';
import type { AccuracyReport, MatchSnapshot } from '../reports/matches';
import { matchingAccuracy } from '../vicregl/matchingAccuracy';
import type { DeviceImages } from './deviceImages';
import { accuracySample, matchSnapshot } from './matchSnapshot';
import { disposeMaps, nearestMatches, observedImages, observedViews, observeMaps } from './observation';
import type { Run } from './run';

/** Looks at how a model matches the cells of two views: over a fixed set of images, and in one image closely. */
export class Observer {
  /** The image that `snapshot` shows. */
  imageIndex: number;
  private readonly run: Run;
  private readonly images: DeviceImages;
  private readonly observed: readonly number[];

  constructor(run: Run, images: DeviceImages) {
    this.run = run;
    this.images = images;
    this.observed = observedImages(images.data.count, run.config.run.seed);
    this.imageIndex = this.observed[0]!;
  }

  /** The matching accuracy as of now, over always the same views of the same images. */
  async accuracy(): Promise<AccuracyReport> {
    const { config, step } = this.run;
    this.images.need(this.observed);
    const pairs = this.observed.map((image) => observedViews(config, this.images.data, image));
    const maps = observeMaps(this.run, this.images, this.observed, pairs);
    const features = await nearestMatches(maps.features);
    const embeddings = maps.embeddings && (await nearestMatches(maps.embeddings));
    disposeMaps(maps);
    const { side } = this;
    const own = (all: Int32Array, place: number) => all.slice(place * side * side, (place + 1) * side * side);
    const samples = pairs.map((views, place) =>
      accuracySample({ views, side }, own(features.index, place), embeddings && own(embeddings.index, place)),
    );
    return { step, accuracy: matchingAccuracy(samples) };
  }

  /** One image in its two global views, with its maps and matches as of now. */
  async snapshot(): Promise<MatchSnapshot> {
    const { config, step } = this.run;
    const { data } = this.images;
    const { imageIndex, side } = this;
    this.images.need([imageIndex]);
    const views = observedViews(config, data, imageIndex);
    const maps = observeMaps(this.run, this.images, [imageIndex], [views]);
    const source = imageAt(data, imageIndex);
    const label = data.labels === undefined ? undefined : data.classNames?.[data.labels[imageIndex]!];
    try {
      return await matchSnapshot(maps, {
        ...{ step, imageIndex, label, views, side },
        sources: [source, source],
        size: config.views.crops[0]!.size,
        loss: config.loss,
      });
    } finally {
      disposeMaps(maps);
    }
  }

  private get side(): number {
    const { model, views } = this.run.config;
    return mapSide(model.backbone, views.crops[0]!.size);
  }
}
