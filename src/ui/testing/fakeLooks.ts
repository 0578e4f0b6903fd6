import { ACCURACY_RADII } from '../../reports/matchLook';
import { fakeSnapshot } from './fakeSnapshot';
import type { LookAnswer, LookKind, LookQuestion, Looks, StemFilters } from '../../worker/protocol';

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
