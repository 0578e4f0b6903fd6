import type {
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

function fakeFilters(step: number): StemFilters {
  const [count, side] = [16, 3];
  const weights = Float32Array.from({ length: count * side * side * 3 }, (_, place) =>
    Math.sin(place * 0.7 + step / 50),
  );
  return { count, side, weights };
}

/** Two branches that pull the stem at a right angle, and the first stage the same way. */
function fakeGradients(step: number): GradientReport {
  const size = 1 + step / 100;
  const stage = (id: string, title: string, ...products: number[]) => ({
    ...{ id, title, parameters: 64, weightSquares: 4 },
    products: Float32Array.from(products, (value) => value / size),
  });
  return {
    parts: [{ branch: 'global' }, { branch: 'local' }],
    stages: [
      stage('stem', 'Stem', 9, 0, 0, 16),
      stage('stage 1', 'Stage 1', 1, 2, 2, 4),
      stage('global expander', 'Global expander', 4, 0, 0, 0),
      stage('local expander', 'Local expander', 0, 0, 0, 1),
    ],
  };
}
