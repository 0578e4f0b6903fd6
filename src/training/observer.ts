import * as tf from '@tensorflow/tfjs-core';
import { renderViewCpu } from '../augment/cpu/renderViewCpu';
import { imageAt } from '../augment/imageBytes';
import { locationGrid } from '../augment/locationGrid';
import { cellSize } from '../augment/viewGeometry';
import type { ViewParameters } from '../augment/viewParameters';
import { mapSide } from '../config/geometry';
import type { AccuracyReport, RankedMatches, MatchSnapshot, SnapshotView } from '../reports/matches';
import { matchesAttracted } from '../vicregl/definition/matchCounts';
import { matchingAccuracy, type AccuracySample } from '../vicregl/matchingAccuracy';
import type { DeviceImages } from './deviceImages';
import {
  disposeMaps,
  nearestMatches,
  observedImages,
  observedViews,
  observeMaps,
  type ObservedViews,
} from './observation';
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
    const accuracy = matchingAccuracy(
      pairs.map((pair, position) => this.sample(pair, position, features.index, embeddings?.index)),
    );
    return { step, accuracy };
  }

  /** One image in its two global views, with its maps and matches as of now. */
  async snapshot(): Promise<MatchSnapshot> {
    const { config, step } = this.run;
    const { data } = this.images;
    const image = this.imageIndex;
    this.images.need([image]);
    const pair = observedViews(config, data, image);
    const maps = observeMaps(this.run, this.images, [image], [pair]);
    const byFeatures = await nearestMatches(maps.features);
    const byEmbeddings = maps.embeddings && (await nearestMatches(maps.embeddings));
    const matched = byEmbeddings ?? byFeatures;
    const features = await Promise.all(maps.features.map((map) => map.data<'float32'>()));
    const embeddings =
      maps.embeddings && (await Promise.all(maps.embeddings.map((map) => map.data<'float32'>())));
    disposeMaps(maps);
    const views = pair.map((parameters, view) =>
      this.snapshotView(parameters, image, features[view]!, embeddings?.[view]),
    ) as [SnapshotView, SnapshotView];
    const located = await nearestByLocation(views);
    const byEmbedding = ranked(matched.index, matched.distance);
    const byLocation = ranked(located.index, located.distance);
    const source = imageAt(data, image);
    const label = data.labels === undefined ? undefined : data.classNames?.[data.labels[image]!];
    return {
      step,
      imageIndex: image,
      ...(label === undefined ? {} : { label }),
      source: { ...source, pixels: source.pixels.slice() },
      views,
      byEmbedding,
      byLocation,
      keptByEmbedding: matchesAttracted(config.loss, 'embedding', byEmbedding.distance),
      keptByLocation: matchesAttracted(config.loss, 'location', byLocation.distance),
      accuracy: matchingAccuracy([this.sample(pair, 0, byFeatures.index, byEmbeddings?.index)]),
    };
  }

  private get side(): number {
    const { model, views } = this.run.config;
    return mapSide(model.backbone, views.crops[0]!.size);
  }

  private sample(
    pair: ObservedViews,
    position: number,
    features: Int32Array,
    embeddings: Int32Array | undefined,
  ): AccuracySample {
    const { side } = this;
    const cells = side * side;
    const own = (all: Int32Array) => all.slice(position * cells, (position + 1) * cells);
    return {
      locations: [trueGrid(pair[0], side), trueGrid(pair[1], side)],
      crop: pair[1].crop,
      cell: cellSize({ parameters: pair[1], rows: side, columns: side }),
      features: own(features),
      ...(embeddings === undefined ? {} : { embeddings: own(embeddings) }),
    };
  }

  private snapshotView(
    parameters: ViewParameters,
    image: number,
    features: Float32Array,
    embeddings: Float32Array | undefined,
  ): SnapshotView {
    const { side } = this;
    const { size } = this.run.config.views.crops[0]!;
    const placed = { parameters, rows: side, columns: side };
    return {
      ...placed,
      size,
      pixels: renderViewCpu(imageAt(this.images.data, image), parameters, size),
      locations: trueGrid(parameters, side),
      cell: cellSize(placed),
      features,
      ...(embeddings === undefined ? {} : { embeddings }),
    };
  }
}

/** Where the cells really lie, whatever the criterion is told (`noFlipGrid`). */
function trueGrid({ crop, flip }: ViewParameters, side: number): Float32Array {
  return locationGrid(crop, side, side, flip);
}

async function nearestByLocation(views: readonly [SnapshotView, SnapshotView]) {
  const grids = views.map(({ locations }) => tf.tensor3d(locations, [1, locations.length / 2, 2]));
  const matches = await nearestMatches(grids as [tf.Tensor3D, tf.Tensor3D]);
  tf.dispose(grids);
  return matches;
}

/** All cells with their matches, the closest first; the lower cell first among equals. */
function ranked(candidate: Int32Array, distance: Float32Array): RankedMatches {
  const order = Int32Array.from(candidate.keys()).sort((a, b) => distance[a]! - distance[b]! || a - b);
  return {
    input: order,
    candidate: order.map((cell) => candidate[cell]!),
    distance: Float32Array.from(order, (cell) => distance[cell]!),
  };
}
