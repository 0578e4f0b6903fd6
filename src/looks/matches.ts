import * as tf from '@tensorflow/tfjs-core';
import { PLAIN_VIEW, type ViewParameters } from '../augment/viewParameters';
import { mapSide } from '../config/geometry';
import { normalizationOf } from '../config/normalization';
import { checkpoint } from '../evaluation/cancellation';
import { centreCrop } from '../evaluation/features';
import { cellClasses, countByClass } from '../evaluation/semanticMatching';
import {
  ACCURACY_RADII,
  type AccuracyAt,
  type MatchedPair,
  type MatchLook,
  type MatchMetric,
} from '../reports/matchLook';
import type { MatchingAccuracy, MatchSnapshot, RankedMatches } from '../reports/matches';
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
import type { Look, LookedAt, LookedImage } from './lookedAt';
import { renderSources } from './renderSources';

/** @file How a network matches cells: in one pair of views closely, and over a panel of images. */

/** Images that were brought along have no number: their views are drawn as those of one that no set has. */
const NO_NUMBER = 2 ** 31 - 1;

/** Images of a panel that are looked at before others have their turn. */
const PANEL_BATCH = 8;

interface Pair extends Pick<PictureSubject, 'imageIndex' | 'views' | 'places'> {
  readonly sources: readonly [LookedImage, LookedImage];
}

export const matches: Look<'matches'> = async (network, { pair, metric }) => {
  const subject = pairOf(network, pair);
  const { size, side } = geometryOf(network);
  const maps = mapsOfPairs(network, [subject], metric);
  try {
    const { loss } = network.config;
    const { alpha } = loss;
    const snapshot = await matchSnapshot(maps, { ...subject, step: network.step, size, side, loss });
    if (pair.of === 'images')
      return { alpha, accuracy: [], ...(await betweenImages(snapshot, maps, subject.sources)) };
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
  const [first, second] = images([pair.first, pair.second]) as [LookedImage, LookedImage];
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

function wholeView(image: LookedImage): ViewParameters {
  return { ...PLAIN_VIEW, crop: centreCrop(image, 1) };
}

/** No place of one image is one of the other: there are no location matches, and masks alone can tell what is right. */
async function betweenImages(
  picture: MatchSnapshot,
  maps: ObservedMaps,
  sources: Pair['sources'],
): Promise<Pick<MatchLook, 'snapshot' | 'byClass'>> {
  const snapshot = { ...picture, byLocation: noMatches(), keptByLocation: 0 };
  const { columns: side } = snapshot.views[0];
  const [own, other] = sources.map(
    (image) => image.mask && cellClasses(image.mask, image.width, centreCrop(image, 1), side),
  );
  if (own === undefined || other === undefined) return { snapshot };
  const [first, second] = snapshot.views;
  return {
    snapshot: {
      ...snapshot,
      views: [
        { ...first, classes: own },
        { ...second, classes: other },
      ],
    },
    byClass: await classAccuracy(maps, own, other),
  };
}

/** New ones: the arrays of a report are moved to whoever asked. */
function noMatches(): RankedMatches {
  return { input: new Int32Array(0), candidate: new Int32Array(0), distance: new Float32Array(0) };
}

async function classAccuracy(
  maps: ObservedMaps,
  own: Int16Array,
  other: Int16Array,
): Promise<MatchingAccuracy> {
  const counted = async (pair: ObservedMaps['features']) =>
    countByClass(own, other, (await nearestMatches(pair)).index);
  const features = await counted(maps.features);
  const embeddings = maps.embeddings && (await counted(maps.embeddings));
  const { count, chance } = features;
  const share = (hits: number) => (count === 0 ? 0 : hits / count);
  return {
    features: share(features.right),
    ...(embeddings === undefined ? {} : { embeddings: share(embeddings.right) }),
    chance: share(chance),
    count,
  };
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
