import * as tf from '@tensorflow/tfjs-core';
import { renderViewCpu } from '../augment/cpu/renderViewCpu';
import type { RgbImage } from '../augment/distortions/rgbImage';
import { locationGrid } from '../augment/locationGrid';
import { cellSize } from '../augment/viewGeometry';
import type { ViewParameters } from '../augment/viewParameters';
import type { LossConfig } from '../config/lossConfig';
import type { MatchSnapshot, RankedMatches, SnapshotView } from '../reports/matches';
import { matchesAttracted } from '../vicregl/definition/matchCounts';
import { matchingAccuracy, type AccuracySample } from '../vicregl/matchingAccuracy';
import { nearestMatches, type ObservedMaps, type ObservedViews } from './observation';

/** What a picture of matches shows besides what the network makes of it. */
export interface PictureSubject {
  readonly step: number;
  readonly imageIndex: number;
  readonly label?: string | undefined;
  /** What each of the two views is taken of. */
  readonly sources: readonly [RgbImage, RgbImage];
  readonly views: ObservedViews;
  /** Where the views lie, where their sources are not the same: in a plane that has both. */
  readonly places?: ObservedViews;
  /** Side of a view in pixels, and of its map in cells. */
  readonly size: number;
  readonly side: number;
  readonly loss: LossConfig;
}

/** The picture of one pair of views. @param maps of these views alone; they stay the caller's */
export async function matchSnapshot(maps: ObservedMaps, subject: PictureSubject): Promise<MatchSnapshot> {
  const { step, imageIndex, label, sources, loss } = subject;
  const byFeatures = await nearestMatches(maps.features);
  const byEmbeddings = maps.embeddings && (await nearestMatches(maps.embeddings));
  const matched = byEmbeddings ?? byFeatures;
  const features = await Promise.all(maps.features.map((map) => map.data<'float32'>()));
  const embeddings =
    maps.embeddings && (await Promise.all(maps.embeddings.map((map) => map.data<'float32'>())));
  const views = ([0, 1] as const).map((view) =>
    snapshotView(subject, view, features[view]!, embeddings?.[view]),
  ) as [SnapshotView, SnapshotView];
  const located = await nearestByLocation(views);
  const byEmbedding = ranked(matched.index, matched.distance);
  const byLocation = ranked(located.index, located.distance);
  const { views: taken, places = taken, side } = subject;
  const sample = accuracySample({ views: places, side }, byFeatures.index, byEmbeddings?.index);
  return {
    step,
    imageIndex,
    ...(label === undefined ? {} : { label }),
    source: { ...sources[0], pixels: sources[0].pixels.slice() },
    views,
    byEmbedding,
    byLocation,
    keptByEmbedding: matchesAttracted(loss, 'embedding', byEmbedding.distance),
    keptByLocation: matchesAttracted(loss, 'location', byLocation.distance),
    accuracy: matchingAccuracy([sample]),
  };
}

/** Both views with the cells that were matched, for the matching accuracy. */
export function accuracySample(
  { views, side }: Pick<PictureSubject, 'views' | 'side'>,
  features: Int32Array,
  embeddings: Int32Array | undefined,
): AccuracySample {
  return {
    locations: [trueGrid(views[0], side), trueGrid(views[1], side)],
    crop: views[1].crop,
    cell: cellSize({ parameters: views[1], rows: side, columns: side }),
    features,
    ...(embeddings === undefined ? {} : { embeddings }),
  };
}

function snapshotView(
  { sources, views, places = views, size, side }: PictureSubject,
  view: 0 | 1,
  features: Float32Array,
  embeddings: Float32Array | undefined,
): SnapshotView {
  const parameters = places[view];
  const placed = { parameters, rows: side, columns: side };
  return {
    ...placed,
    size,
    pixels: renderViewCpu(sources[view], views[view], size),
    locations: trueGrid(parameters, side),
    cell: cellSize(placed),
    features,
    ...(embeddings === undefined ? {} : { embeddings }),
  };
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
