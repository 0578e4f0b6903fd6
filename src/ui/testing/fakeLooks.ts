import { ACCURACY_RADII } from '../../reports/matchLook';
import { fakeSnapshot } from './fakeSnapshot';
import { COMPONENTS } from '../../reports/featureMaps';
import type {
  ChannelPeaks,
  FeatureMaps,
  FeatureMapsRequest,
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
    const accuracy = ACCURACY_RADII.map((radius) => ({ radius, ...snapshot.accuracy }));
    return { snapshot, alpha: 0.75, accuracy: pair.of === 'views' ? accuracy : [] };
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
