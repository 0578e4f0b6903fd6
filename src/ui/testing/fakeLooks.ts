import type {
  EmbeddingRequest,
  EmbeddingSpace,
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
  embeddingSpace: fakeSpace,
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
