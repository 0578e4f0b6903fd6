import type { LookAnswer, LookKind, LookQuestion, Looks, StemFilters } from '../../worker/protocol';

type FakeLook<Kind extends LookKind> = (
  request: Looks[Kind]['request'],
  step: number,
) => Looks[Kind]['report'];

/** A plausible answer to every kind of look; a new kind is a row here. */
const FAKE_LOOKS: { readonly [Kind in LookKind]: FakeLook<Kind> } = {
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
