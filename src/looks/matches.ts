import * as tf from '@tensorflow/tfjs-core';
import type { RgbImage } from '../augment/distortions/rgbImage';
import { PLAIN_VIEW, type ViewParameters } from '../augment/viewParameters';
import { mapSide } from '../config/geometry';
import { normalizationOf } from '../config/normalization';
import { checkpoint } from '../evaluation/cancellation';
import { centreCrop } from '../evaluation/features';
import { ACCURACY_RADII, type AccuracyAt, type MatchedPair, type MatchMetric } from '../reports/matchLook';
import { accuracySample, matchSnapshot, type PictureSubject } from '../training/matchSnapshot';
import {
  disposeMaps,
  mapsOf,
  nearestMatches,
  observedViews,
  type ObservedMaps,
  type ObservedViews,
} from '../training/observation';
import { matchingAccuracy, type AccuracySample } from '../vicregl/matchingAccuracy';
import type { Look, LookedAt } from './lookedAt';
import { renderSources } from './renderSources';

/** @file How a network matches cells: in one pair of views closely, and over a panel of images. */

/** Images that were brought along have no number: their views are drawn as those of one that no set has. */
const NO_NUMBER = 2 ** 31 - 1;

/** Images of a panel that are looked at before others have their turn. */
const PANEL_BATCH = 8;

type Pair = Pick<PictureSubject, 'imageIndex' | 'sources' | 'views' | 'places'>;

export const matches: Look<'matches'> = async (network, { pair, metric }) => {
  const subject = pairOf(network, pair);
  const { size, side } = geometryOf(network);
  const maps = mapsOfPairs(network, [subject], metric);
  try {
    const { loss } = network.config;
    const { alpha } = loss;
    const snapshot = await matchSnapshot(maps, { ...subject, step: network.step, size, side, loss });
    if (pair.of === 'images') return { snapshot: { ...snapshot, keptByLocation: 0 }, alpha, accuracy: [] };
    return { snapshot, alpha, accuracy: atAllRadii(await samplesOf(maps, [subject.views], side)) };
  } finally {
    disposeMaps(maps);
  }
};

export const matchPanel: Look<'matchPanel'> = async (network, { images, metric }, watch) => {
  const { side } = geometryOf(network);
  const samples: AccuracySample[] = [];
  for (let start = 0; start < images.length; start += PANEL_BATCH) {
    await checkpoint(watch, start / images.length);
    const pairs = images
      .slice(start, start + PANEL_BATCH)
      .map((image) => pairOf(network, { of: 'views', image: { image } }));
    const maps = mapsOfPairs(network, pairs, metric);
    try {
      samples.push(
        ...(await samplesOf(
          maps,
          pairs.map(({ views }) => views),
          side,
        )),
      );
    } finally {
      disposeMaps(maps);
    }
  }
  return {
    images: images.map((image, place) => ({ image, accuracy: matchingAccuracy([samples[place]!]) })),
    accuracy: atAllRadii(samples),
  };
};

/** The views are those of the run on show, whatever network looks at them. */
function pairOf({ drawnBy, images }: LookedAt, pair: MatchedPair): Pair {
  if (pair.of === 'views') {
    const [source] = images([pair.image]);
    const number = 'image' in pair.image ? pair.image.image : NO_NUMBER;
    return {
      imageIndex: number,
      sources: [source!, source!],
      views: observedViews(drawnBy, source!, number),
    };
  }
  const [first, second] = images([pair.first, pair.second]) as [RgbImage, RgbImage];
  const [left, right] = [first, second].map(wholeView) as [ViewParameters, ViewParameters];
  // One beside the other, so that neither shows a place of the other.
  const beside = { ...right, crop: { ...right.crop, left: right.crop.left + first.width } };
  return {
    imageIndex: 'image' in pair.first ? pair.first.image : NO_NUMBER,
    sources: [first, second],
    views: [left, right],
    places: [left, beside],
  };
}

function wholeView(image: RgbImage): ViewParameters {
  return { ...PLAIN_VIEW, crop: centreCrop(image, 1) };
}

function geometryOf({ drawnBy, config }: LookedAt): { readonly size: number; readonly side: number } {
  const { size } = drawnBy.views.crops[0]!;
  return { size, side: mapSide(config.model.backbone, size) };
}

/** Maps of some pairs; of vectors of length 1 for the cosine. */
function mapsOfPairs(network: LookedAt, pairs: readonly Pair[], metric: MatchMetric): ObservedMaps {
  let maps: ObservedMaps | undefined;
  tf.tidy(() => {
    const of = (view: 0 | 1) => ({
      sources: pairs.map(({ sources }) => sources[view]),
      views: pairs.map(({ views }) => views[view]),
    });
    const [first, second] = [of(0), of(1)];
    const rendered = renderSources(
      [...first.sources, ...second.sources],
      [...first.views, ...second.views],
      geometryOf(network).size,
      normalizationOf(network.config.views),
    );
    maps = mapsOf(network, rendered);
  });
  return metric === 'l2' ? maps! : unitMaps(maps!);
}

function unitMaps(maps: ObservedMaps): ObservedMaps {
  const unit = (map: tf.Tensor3D) =>
    tf.tidy(() => tf.div<tf.Tensor3D>(map, tf.maximum(tf.norm(map, 2, 2, true), 1e-12)));
  const both = ([first, second]: readonly [tf.Tensor3D, tf.Tensor3D]) => [unit(first), unit(second)] as const;
  const { features, embeddings } = maps;
  const units = {
    features: both(features),
    ...(embeddings === undefined ? {} : { embeddings: both(embeddings) }),
  };
  disposeMaps(maps);
  return units;
}

async function samplesOf(
  maps: ObservedMaps,
  pairs: readonly ObservedViews[],
  side: number,
): Promise<AccuracySample[]> {
  const features = await nearestMatches(maps.features);
  const embeddings = maps.embeddings && (await nearestMatches(maps.embeddings));
  const own = (all: Int32Array, place: number) => all.slice(place * side * side, (place + 1) * side * side);
  return pairs.map((views, place) =>
    accuracySample({ views, side }, own(features.index, place), embeddings && own(embeddings.index, place)),
  );
}

function atAllRadii(samples: readonly AccuracySample[]): AccuracyAt[] {
  return ACCURACY_RADII.map((radius) => ({ radius, ...matchingAccuracy(samples, radius) }));
}
