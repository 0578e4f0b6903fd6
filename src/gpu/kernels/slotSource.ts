import type { ElementType, UniformType } from '../program';
import { elementOf } from './flat';

/**
 * @file Where the criterion's programs find x `[B, S, C]`, S the slots whose statistics over the batch count, without its
 * being laid out so: in rows that a list of matches names, or in the rows of whole views.
 */

export type SourceVariant = {
  source: 'matches' | 'views';
  /** Lists of matches, or views: what slots have their shares from. */
  parts: number;
  /** Pairs of views that attract each other. */
  pairs: number;
  /** Whether a tensor says what each match counts in the invariance; if not, those of a list count the same. */
  weighted: boolean;
};

/** What a source adds to a program that reads `x: array<elementOf(lanes)>` with rows of `params.width` elements. */
export interface SlotSource {
  readonly inputs: Readonly<Record<string, ElementType>>;
  readonly uniforms: Readonly<Record<string, UniformType>>;
  /**
   * WGSL functions: `partOf(slot)`; `place(sample, slot, part)`, where a slot's row begins in x; `varianceShare(part)` and
   * `covarianceShare(part)`, what a value counts; `attraction(sample, slot, part, column, own)`, the weighted differences of
   * a value to all that it is paired with, and their squares, counted once per pair.
   */
  readonly declarations: string;
  /**
   * For programs that write the gradient, into the tensors of `SlotGradient`: WGSL functions `setGradient` and
   * `addToGradient(sample, slot, part, column, value)`.
   */
  readonly gradient: {
    readonly outputs: Readonly<Record<string, ElementType>>;
    readonly declarations: string;
  };
}

/** The source of a variant for programs that read values of so many lanes. */
export function slotSource(variant: SourceVariant, lanes: 1 | 4): SlotSource {
  const element = elementOf(lanes);
  const attraction = `
struct Attraction { pull: ${element}, energy: f32 }
fn energyOf(difference: ${element}) -> f32 { return ${lanes === 4 ? 'dot(difference, difference)' : 'difference * difference'}; }`;
  const source = variant.source === 'matches' ? matchSource : viewSource;
  return source(variant, element, attraction);
}

/** WGSL: the part that a slot, or a number that stands for it, belongs to. */
const partOf = (parts: number, number = 'slot'): string => `
fn partOf(slot: u32) -> u32 {
  let number = ${number};
  var part = 0u;
  while (part + 1u < ${parts}u && number >= params.parts[part].x) { part++; }
  return part;
}`;

/** WGSL: both ways to give a slot's gradient, where `change` is what happens to its place. */
const gradientFunctions = (element: ElementType, change: (operator: string) => string): string =>
  [
    ['setGradient', '='],
    ['addToGradient', '+='],
  ]
    .map(
      ([name, operator]) => `
fn ${name}(sample: u32, slot: u32, part: u32, column: u32, value: ${element}) {
  ${change(operator!)}
}`,
    )
    .join('');

/**
 * Slots of lists: the first half look, the second half are what they look at. A part is a list: its end, as bits what each
 * of its values counts in the statistics, how many slots before it are direct, and whether its own are.
 *
 * The cells that look in a list are different ones. So of the first list that looks from a view the gradient goes directly
 * to their rows: no other slot is there before. That of all other slots is scattered by another program.
 */
export function matchSlots(lists: number) {
  return {
    uniforms: { slots: 'u32', direct: 'u32', parts: `array<vec4<u32>, ${lists}>` },
    declarations: `${partOf(lists, 'slot % (params.slots / 2u)')}
fn isDirect(slot: u32, part: u32) -> bool { return slot < params.slots / 2u && params.parts[part].w != 0u; }
// Its number among the slots that are not direct.
fn pickedSlot(slot: u32, part: u32) -> u32 {
  return slot - select(params.direct, params.parts[part].z, slot < params.slots / 2u);
}`,
  } as const;
}

function matchSource({ parts, weighted }: SourceVariant, element: ElementType, shared: string): SlotSource {
  const { uniforms, declarations } = matchSlots(parts);
  return {
    inputs: { index: 'i32', ...(weighted && { weight: 'f32' }) },
    uniforms: {
      ...uniforms,
      channels: 'f32',
      /** What each match of a list counts. */
      ...(!weighted && { weights: `array<vec4<f32>, ${parts}>` }),
    },
    gradient: {
      outputs: { gradient: element, picked: element },
      declarations: gradientFunctions(
        element,
        (operator) => `
  if (isDirect(slot, part)) {
    gradient[place(sample, slot, part) + column] ${operator} value;
  } else {
    let number = sample * (params.slots - params.direct) + pickedSlot(slot, part);
    picked[number * params.width + column] ${operator} value;
  }`,
      ),
    },
    declarations: `${shared}${declarations}
fn place(sample: u32, slot: u32, part: u32) -> u32 {
  return u32(index[sample * params.slots + slot]) * params.width;
}
fn varianceShare(part: u32) -> f32 { return bitcast<f32>(params.parts[part].y); }
fn covarianceShare(part: u32) -> f32 { return varianceShare(part); }
fn attraction(sample: u32, slot: u32, part: u32, column: u32, own: ${element}) -> Attraction {
  let matches = params.slots / 2u;
  let looks = slot < matches;
  let partner = select(slot - matches, slot + matches, looks);
  let difference = own - x[place(sample, partner, part) + column];
  let share = ${weighted ? 'weight[sample * matches + select(partner, slot, looks)]' : 'params.weights[part].x'} / params.channels;
  return Attraction(share * difference, select(0.0, share * energyOf(difference), looks));
}`,
  };
}

/** Slots of views, cell after cell. A part is a view: its end, first row, cells and first slot. */
function viewSource({ parts, pairs }: SourceVariant, element: ElementType, shared: string): SlotSource {
  return {
    inputs: {},
    uniforms: {
      slots: 'u32',
      parts: `array<vec4<u32>, ${parts}>`,
      /** What each value of a view counts in the variance and in the covariance. */
      shares: `array<vec4<f32>, ${parts}>`,
      /** Either view, and the share of each value as bits. */
      pairs: `array<vec4<u32>, ${Math.max(pairs, 1)}>`,
    },
    gradient: {
      outputs: { gradient: element },
      declarations: gradientFunctions(
        element,
        (operator) => `gradient[place(sample, slot, part) + column] ${operator} value;`,
      ),
    },
    declarations: `${shared}${partOf(parts)}
fn place(sample: u32, slot: u32, part: u32) -> u32 {
  let view = params.parts[part];
  return (view.y + sample * view.z + slot - view.w) * params.width;
}
fn varianceShare(part: u32) -> f32 { return params.shares[part].x; }
fn covarianceShare(part: u32) -> f32 { return params.shares[part].y; }
fn attraction(sample: u32, slot: u32, part: u32, column: u32, own: ${element}) -> Attraction {
  var sum = Attraction(${element}(), 0.0);
  for (var p = 0u; p < ${pairs}u; p++) {
    let pair = params.pairs[p];
    if (pair.x == part || pair.y == part) {
      let other = select(pair.x, pair.y, pair.x == part);
      let partner = slot - params.parts[part].w + params.parts[other].w;
      let difference = own - x[place(sample, partner, other) + column];
      let share = bitcast<f32>(pair.z);
      sum.pull += share * difference;
      sum.energy += select(0.0, share * energyOf(difference), pair.x == part);
    }
  }
  return sum;
}`,
  };
}
