import * as tf from '@tensorflow/tfjs-core';
import { locationGrid } from '../augment/locationGrid';
import { packViewParameters, VIEW_STRIDE } from '../augment/packViewParameters';
import { sampleView } from '../augment/sampleView';
import { cellSize } from '../augment/viewGeometry';
import type { ViewParameters } from '../augment/viewParameters';
import { normalizationOf } from '../config/normalization';
import type { ViewsConfig } from '../config/viewsConfig';
import type { ImageSet } from '../data/imageSet';
import { sourcesOf } from '../ops/imageSources';
import { renderViews } from '../ops/renderViews';
import type { MatchingReport } from '../reports/evaluation';
import { nearestCells } from '../vicregl/matching';
import { matchingAccuracy, type AccuracySample } from '../vicregl/matchingAccuracy';
import { checkpoint, type Watch } from './cancellation';
import type { Subject, SubjectOutputs } from './subject';

/** Distances at which matches are judged, in cells of the view that they land in. */
const RADII = [0.5, 1, 1.5, 2] as const;

export interface PanelOptions {
  /** Whose global views are taken: the same ones for every subject, so that scores can be compared. */
  readonly views: ViewsConfig;
  readonly seed: number;
  /** Images that are matched at once. */
  readonly batch?: number;
}

const BATCH = 16;
/** Views of the panel are drawn under a step that no training reaches. */
const PANEL_STEP = 2 ** 49;

/**
 * Matching accuracy at several distances, of backbone maps and of local embeddings, over the two global views of each
 * image: a fixed panel with fixed augmentations, a function of the seed and the views' configuration alone.
 */
export async function matchingPanel(
  subject: Subject,
  data: ImageSet,
  images: Int32Array,
  { views, seed, batch = BATCH }: PanelOptions,
  watch: Watch = {},
): Promise<MatchingReport> {
  const samples: AccuracySample[] = [];
  for (let start = 0; start < images.length; start += batch) {
    await checkpoint(watch, start / images.length);
    const own = [...images.subarray(start, start + batch)];
    samples.push(...(await matched(subject, data, own, views, seed)));
  }
  await checkpoint(watch, 1);
  const radii = RADII.map((radius) => ({ radius, accuracy: matchingAccuracy(samples, radius) }));
  return {
    radii: radii.map(({ radius, accuracy: { features, embeddings, chance } }) => ({
      radius,
      features,
      ...(embeddings === undefined ? {} : { embeddings }),
      chance,
    })),
    count: radii[0]!.accuracy.count,
  };
}

async function matched(
  subject: Subject,
  data: ImageSet,
  images: readonly number[],
  views: ViewsConfig,
  seed: number,
): Promise<AccuracySample[]> {
  const { size } = views.crops[0]!;
  const pairs = images.map(
    (image) =>
      [0, 1].map((view) => sampleView(views, 0, view, data, seed, PANEL_STEP, image)) as unknown as readonly [
        ViewParameters,
        ViewParameters,
      ],
  );
  const nearest = tf.tidy(() => {
    const sources = sourcesOf(data, images);
    const [first, second] = [0, 1].map((view): SubjectOutputs => {
      const parameters = tf.tensor2d(packViewParameters(pairs.map((pair) => pair[view]!)), [
        images.length,
        VIEW_STRIDE,
      ]);
      const rendered = renderViews(
        { ...sources, parameters },
        { sourceHeight: data.height, sourceWidth: data.width, size, ...normalizationOf(views) },
      );
      return subject.embed(rendered);
    }) as [SubjectOutputs, SubjectOutputs];
    const features = nearestCells(first.maps, second.maps).index;
    const isEmbedded = first.embeddings !== undefined && second.embeddings !== undefined;
    return isEmbedded ? [features, nearestCells(first.embeddings, second.embeddings).index] : [features];
  });
  const [features, embeddings] = await Promise.all(nearest.map((index) => index.data<'int32'>()));
  const cells = nearest[0]!.size / images.length;
  tf.dispose(nearest);
  const side = Math.round(Math.sqrt(cells));
  const own = (all: Int32Array, place: number) => all.slice(place * cells, (place + 1) * cells);
  return pairs.map(([first, second], place) => ({
    locations: [first, second].map(({ crop, flip }) =>
      locationGrid(crop, side, side, flip),
    ) as unknown as AccuracySample['locations'],
    crop: second.crop,
    cell: cellSize({ parameters: second, rows: side, columns: side }),
    features: own(features!, place),
    ...(embeddings === undefined ? {} : { embeddings: own(embeddings, place) }),
  }));
}
