import { mapValues } from '../../mapValues';
import { permutation, type RandomStream } from '../../random/stream';
import { brightness } from './brightness';
import type { ColourChange } from './colourOperation';
import { contrast } from './contrast';
import { defineDistortion, probability, type FieldSpec } from './distortion';
import { hue } from './hue';
import { saturation } from './saturation';

/** The colour changes that jitter is made of, in the order in which they are drawn. */
export const COLOUR_CHANGES = { brightness, contrast, saturation, hue } as const satisfies Readonly<
  Record<string, ColourChange>
>;

export type ColourOperation = keyof typeof COLOUR_CHANGES;

export const COLOUR_OPERATIONS = Object.keys(COLOUR_CHANGES) as ColourOperation[];

/** One change of one view. */
interface Change {
  readonly operation: ColourOperation;
  readonly amount: number;
}

/** Most colour operations of one view; each may appear once. */
export const MAX_COLOUR_OPERATIONS = COLOUR_OPERATIONS.length;

/** The code of a colour operation in its column; 0 stands for none. */
export function colourCode(operation: ColourOperation): number {
  return COLOUR_OPERATIONS.indexOf(operation) + 1;
}

const chance: FieldSpec = probability(
  'Jitter',
  (side) => `Probability that brightness, contrast, saturation and hue of a ${side} view are changed.`,
);
const reference = { jitter: 0.8, ...mapValues(COLOUR_CHANGES, ({ reference: strength }) => strength) };

/** Its parameter is the changes in the order in which they apply; empty when the view is not jittered. */
export const jitter = defineDistortion('jitter', {
  chance: 'jitter',
  fields: { jitter: chance, ...mapValues(COLOUR_CHANGES, ({ field }) => field) },
  reference: [reference, reference],
  none: [] as readonly Change[],
  draw: (settings, stream) => {
    const isJittered = stream.uniform() < settings.jitter;
    const changes = drawChanges(settings, stream);
    return isJittered ? changes : [];
  },
  columns: [
    // Codes in the order in which they apply, 0 from the first unused one on; then their amounts.
    ['operations', MAX_COLOUR_OPERATIONS],
    ['amounts', MAX_COLOUR_OPERATIONS],
  ],
  pack: (changes) => {
    if (new Set(changes.map(({ operation }) => operation)).size < changes.length)
      throw new RangeError('A view cannot apply the same colour operation twice.');
    const rest = Array<number>(MAX_COLOUR_OPERATIONS - changes.length).fill(0);
    return [
      ...changes.map(({ operation }) => colourCode(operation)),
      ...rest,
      ...changes.map(({ operation, amount }) => COLOUR_CHANGES[operation].pack(amount)),
      ...rest,
    ];
  },
  unpack: (columns) =>
    COLOUR_OPERATIONS.flatMap((_, position) => {
      const operation = COLOUR_OPERATIONS[columns[position]! - 1];
      if (operation === undefined) return [];
      const packed = columns[MAX_COLOUR_OPERATIONS + position]!;
      return [{ operation, amount: COLOUR_CHANGES[operation].unpack(packed) }];
    }),
  apply: (image, changes) =>
    changes.reduce((before, { operation, amount }) => COLOUR_CHANGES[operation].apply(before, amount), image),
  caption: (changes) => changes.map(({ operation, amount }) => COLOUR_CHANGES[operation].caption(amount)),
  golden: (name, amount, before) => {
    const operation = COLOUR_OPERATIONS.find((known) => known === name);
    return operation === undefined ? undefined : [...before, { operation, amount }];
  },
  cases: [
    ...COLOUR_OPERATIONS.flatMap((operation) =>
      COLOUR_CHANGES[operation].cases.map((amount) => [{ operation, amount }]),
    ),
    COLOUR_OPERATIONS.map((operation) => ({ operation, amount: COLOUR_CHANGES[operation].cases[1]! })),
  ],
});

/** All changes in random order; those of strength 0 are left out. */
function drawChanges(
  strengths: Readonly<Record<ColourOperation, number>>,
  stream: RandomStream,
): readonly Change[] {
  const order = permutation(COLOUR_OPERATIONS.length, stream);
  const changes = COLOUR_OPERATIONS.map((operation) => ({
    operation,
    amount: stream.between(...COLOUR_CHANGES[operation].range(strengths[operation])),
  }));
  return Array.from(order, (position) => changes[position]!).filter(
    ({ operation }) => strengths[operation] > 0,
  );
}
