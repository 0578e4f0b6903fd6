import { MATCH_KINDS } from '../../vicregl/definition/matchCounts';
import { ACCURACY_RADII, type MatchedPair, type MatchLook } from '../../reports/matchLook';
import type { MatchSnapshot } from '../../reports/matches';
import { fakeSnapshot } from './fakeSnapshot';
import { COMPONENTS } from '../../reports/featureMaps';
import type {
  ChannelPeaks,
  FeatureMaps,
  FeatureMapsRequest,
  EmbeddingRequest,
  EmbeddingSpace,
  GradientReport,
  LookAnswer,
  LookKind,
  LookQuestion,
  Looks,
  StemFilters,
} from '../../worker/protocol';

type FakeLook<Kind extends LookKind> = (
  request: Looks[Kind]['request'],
  step: number,
) => Looks[Kind]['report'];

/** A plausible answer to every kind of look; a new kind is a row here. */
const FAKE_LOOKS: { readonly [Kind in LookKind]: FakeLook<Kind> } = {
  matches: ({ pair }, step) => {
    const image = pair.of === 'views' ? pair.image : pair.first;
    const snapshot = fakeSnapshot('image' in image ? image.image : 0, step);
    const alpha = 0.75;
    if (pair.of === 'images') return { alpha, accuracy: [], ...fakeBetween(snapshot, pair) };
    return { snapshot, alpha, accuracy: ACCURACY_RADII.map((radius) => ({ radius, ...snapshot.accuracy })) };
  },
  matchPanel: ({ images }, step) => {
    const { accuracy } = fakeSnapshot(0, step);
    return {
      images: images.map((image) => ({ image, accuracy })),
      accuracy: ACCURACY_RADII.map((radius) => ({ radius, ...accuracy })),
    };
  },
  channelPeaks: ({ images }, step) => fakePeaks(images.length, step),
  featureMaps: (request, step) => fakeMaps(request, step),
  embeddingSpace: fakeSpace,
  gradients: (_, step) => fakeGradients(step),
  stemFilters: (_, step) => fakeFilters(step),
};

/** What a network of that step might answer. */
export function fakeLook<Kind extends LookKind>(
  { kind, subject, request }: LookQuestion<Kind>,
  step: number,
): LookAnswer<Kind> {
  const at = subject.of === 'moment' ? subject.step : step;
  const look = FAKE_LOOKS[kind] as FakeLook<Kind>;
  return { step: at, seconds: 0, report: look(request, at) };
}

/** Of two images of the set, the upper half of each is a shape; what is brought along has no mask. */
function fakeBetween(
  snapshot: MatchSnapshot,
  { first, second }: Extract<MatchedPair, { readonly of: 'images' }>,
): Pick<MatchLook, 'snapshot' | 'byClass'> {
  if (!('image' in first && 'image' in second)) return { snapshot };
  const views = snapshot.views.map((view) => {
    const cells = view.rows * view.columns;
    return { ...view, classes: Int16Array.from({ length: cells }, (_, cell) => Number(cell < cells / 2)) };
  });
  return {
    snapshot: { ...snapshot, views: [views[0]!, views[1]!] },
    byClass: { features: 0.75, embeddings: 0.8, chance: 0.5, count: 64 },
  };
}

/** Vectors around three directions, which part as the steps go. */
function fakeSpace({ space, images, cells }: EmbeddingRequest, step: number): EmbeddingSpace {
  const each = space === 'maps' ? cells : 1;
  const [count, width] = [images.length * each, 8];
  const group = (point: number) => images[Math.floor(point / each)]! % 3;
  const wave = (point: number, at: number) => Math.sin(17 * point + 5 * at + step / 100);
  const vectors = Float32Array.from({ length: count * width }, (_, at) => {
    const [point, dimension] = [Math.floor(at / width), at % width];
    return 0.3 * wave(point, dimension) + (dimension === group(point) ? 1 + step / 500 : 0);
  });
  return {
    ...{ count, dimensions: width, width, vectors },
    principal: Float32Array.from(
      { length: 2 * count },
      (_, at) => vectors[Math.floor(at / 2) * width + (at % 2)]!,
    ),
    shares: [0.5, 0.25],
    spectrum: Float32Array.from({ length: width }, (_, rank) => 2 ** -rank),
    images: Uint32Array.from({ length: count }, (_, point) => images[Math.floor(point / each)]!),
    cells: Uint16Array.from({ length: count }, (_, point) => point % each),
    side: space === 'maps' ? Math.ceil(Math.sqrt(each)) : 1,
    ...{ std: 0.3, correlation: 0.1, rankMe: 5.5, participation: 3.2 },
  };
}

function fakeFilters(step: number): StemFilters {
  const [count, side] = [16, 3];
  const weights = Float32Array.from({ length: count * side * side * 3 }, (_, place) =>
    Math.sin(place * 0.7 + step / 50),
  );
  return { count, side, weights };
}

const GRID = { rows: 4, columns: 4, channels: 12 };

function fakeMaps({ images, quantity }: FeatureMapsRequest, step: number): FeatureMaps {
  const isRgb = quantity.of === 'components';
  const length = images.length * GRID.rows * GRID.columns * (isRgb ? COMPONENTS : 1);
  return {
    ...GRID,
    ...{ stages: 2, hasEmbedding: true },
    values: Float32Array.from({ length }, (_, place) => Math.sin(place * 0.9 + step / 50)),
    ...(isRgb ? { shares: [0.5, 0.2, 0.1] } : {}),
  };
}

function fakePeaks(images: number, step: number): ChannelPeaks {
  const { rows, columns, channels } = GRID;
  const length = images * channels;
  return {
    ...GRID,
    peaks: Float32Array.from({ length }, (_, place) => 2 + Math.sin(place * 0.7 + step / 50)),
    cells: Int32Array.from({ length }, (_, place) => place % (rows * columns)),
    means: Float32Array.from({ length: channels }, (_, channel) => channel / channels),
    squares: Float32Array.from({ length: channels }, (_, channel) => 1 + (channel / channels) ** 2),
  };
}

/** Branches that pull the stem at a right angle, and the first stage the same way; the local one has half its pull of each kind. */
function fakeGradients(step: number): GradientReport {
  const size = 1 + step / 100;
  const stage = (id: string, title: string, ...products: number[]) => ({
    ...{ id, title, parameters: 64, weightSquares: 4 },
    products: Float32Array.from(products, (value) => value / size),
  });
  return {
    parts: [{ branch: 'global' }, ...MATCH_KINDS.map((kind) => ({ branch: 'local', kind }) as const)],
    losses: [3, 2, 1].map((value) => ({ invariance: value, variance: 1, covariance: 0.5 })),
    stages: [
      stage('stem', 'Stem', 9, 0, 0, 0, 4, 4, 0, 4, 4),
      stage('stage 1', 'Stage 1', 1, 1, 1, 1, 1, 1, 1, 1, 1),
      stage('global expander', 'Global expander', 4, 0, 0, 0, 0, 0, 0, 0, 0),
      stage('local expander', 'Local expander', 0, 0, 0, 0, 1, 0, 0, 0, 0),
    ],
  };
}
