import type { BackendView } from '../backendView';
import { runProgram } from '../dispatch';
import { VARIANCE_EPSILON } from '../../vicregl/definition/vicreg';
import { defineProgram } from '../program';
import { elementOf, FLAT_INDEX, FLAT_THREADS, flatWorkgroups, lanesOf, shape2 } from './flat';
import { directShare, type SlotGradient, type Slots } from './slots';
import { shareOf, type Shares } from './shares';
import { slotSource, type SourceVariant } from './slotSource';
import { TERM_GRADIENTS, type TermGradients } from './termGradients';

/** @file The invariance and the variance term: column by column over the batch, without a transpose. */

type Variant = SourceVariant & { lanes: 1 | 4 };

/** Floating-point operations of an element of a slot, and of each that it is paired with. */
const OPERATIONS = { terms: 4, gradient: 8, partner: 4 };

const UNIFORMS = { batch: 'u32', width: 'u32' } as const;

/** WGSL: the deviation of a column of which the squares around its mean add up to `squares`. */
export const deviationOf = (squares: string, batch: string): string =>
  `sqrt(${squares} / (${batch} - 1.0) + ${VARIANCE_EPSILON})`;

/** WGSL: the gradient of the variance term for one unit above the mean: −1 / ((B − 1)·deviation) where that is below 1. */
export const slopeOf = (lanes: 1 | 4, part: string, batch: string): string =>
  `select(${elementOf(lanes)}(), -varianceShare(${part}) * termGradient(1u) / ((${batch} - 1.0) * deviation), deviation < ${elementOf(lanes)}(1.0))`;

const BATCH = 'f32(params.batch)';

/**
 * WGSL: mean and deviation of this thread's column of its slot, in two passes, as the variance of an embedding may be
 * small beside its mean. One thread per column: neighbours read neighbouring values, and nobody waits for anybody.
 */
const moments = (lanes: 1 | 4): string => `
  ${FLAT_INDEX}
  if (i >= params.slots * params.width) { return; }
  let slot = i / params.width;
  let column = i % params.width;
  let part = partOf(slot);
  var sum = ${elementOf(lanes)}();
  for (var sample = 0u; sample < params.batch; sample++) { sum += x[place(sample, slot, part) + column]; }
  let mean = sum / ${BATCH};
  var squares = ${elementOf(lanes)}();
  for (var sample = 0u; sample < params.batch; sample++) {
    let centred = x[place(sample, slot, part) + column] - mean;
    squares += centred * centred;
  }
  let deviation = ${deviationOf('squares', BATCH)};`;

/** Each column's share of the two terms: first all of the invariance, then all of the variance. */
const momentsProgram = defineProgram('moments', ({ lanes, ...variant }: Variant) => {
  const source = slotSource(variant, lanes);
  const hinge = 'max(1.0 - deviation, ' + (lanes === 4 ? 'vec4<f32>()' : '0.0') + ')';
  return {
    inputs: { x: elementOf(lanes), ...source.inputs },
    outputs: { shares: 'f32' },
    uniforms: { ...UNIFORMS, firstShare: 'u32', ...source.uniforms },
    workgroupSize: [FLAT_THREADS],
    declarations: source.declarations,
    main: `${moments(lanes)}
  var energy = 0.0;
  for (var sample = 0u; sample < params.batch; sample++) {
    energy += attraction(sample, slot, part, column, x[place(sample, slot, part) + column]).energy;
  }
  shares[params.firstShare + i] = energy;
  let hinge = ${hinge};
  shares[params.firstShare + params.slots * params.width + i] = varianceShare(part) * ${lanes === 4 ? 'dot(hinge, vec4<f32>(1.0))' : 'hinge'};`,
  };
});

/** Its gradient: the pull of all partners, and the slope of the variance term. */
const gradientProgram = defineProgram('momentsGradient', ({ lanes, ...variant }: Variant) => {
  const source = slotSource(variant, lanes);
  return {
    inputs: { ...TERM_GRADIENTS.inputs, x: elementOf(lanes), ...source.inputs },
    outputs: source.gradient.outputs,
    uniforms: { ...UNIFORMS, ...TERM_GRADIENTS.uniforms, ...source.uniforms },
    workgroupSize: [FLAT_THREADS],
    declarations: TERM_GRADIENTS.declarations + source.declarations + source.gradient.declarations,
    main: `${moments(lanes)}
  let slope = ${slopeOf(lanes, 'part', BATCH)};
  for (var sample = 0u; sample < params.batch; sample++) {
    let own = x[place(sample, slot, part) + column];
    let pull = attraction(sample, slot, part, column, own).pull;
    setGradient(sample, slot, part, column, slope * (own - mean) + 2.0 * termGradient(0u) * pull);
  }`,
  };
});

/** With how many others an element attracts: those of a match, and of views those of each pair, seen from either side. */
const partnersOf = ({ source, parts, pairs }: SourceVariant): number =>
  source === 'matches' ? 1 : (2 * pairs) / parts;

const operationsOf = (own: number, { variant, batch, slots, dimensions }: Slots): number =>
  (own + OPERATIONS.partner * partnersOf(variant)) * batch * slots * dimensions;

/** Arithmetic of what a program adds to the gradient for the two terms. */
export const gradientOperations = (slots: Slots): number => operationsOf(OPERATIONS.gradient, slots);

function describe(backend: BackendView, { variant, x, tensors, tables, batch, slots, dimensions }: Slots) {
  const lanes = lanesOf(dimensions);
  const width = dimensions / lanes;
  return {
    variant: { ...variant, lanes },
    inputs: { x, ...tensors },
    uniforms: { ...tables, batch, width },
    workgroups: flatWorkgroups(backend, slots * width),
    // Matched cells may be few of the map's, or more than there are.
    moves: { x: Math.min(1, (batch * slots) / shape2(x)[0]) },
  };
}

/** How many shares of either term there are. */
export const momentShares = ({ slots, dimensions }: Slots): number =>
  (slots * dimensions) / lanesOf(dimensions);

/** Leaves shares of the invariance, and then as many of the variance, to be added up. */
export function leaveMomentShares(backend: BackendView, slots: Slots, shares: Shares): void {
  const { variant, inputs, uniforms, workgroups, moves } = describe(backend, slots);
  runProgram(backend, momentsProgram(variant), {
    inputs,
    outputs: { shares: shares.tensor },
    uniforms: { ...uniforms, firstShare: shares.first },
    workgroups,
    operations: operationsOf(OPERATIONS.terms, slots),
    moves: { ...moves, shares: shareOf(shares, 2 * momentShares(slots)) },
  });
}

/** Writes the gradient of both terms in x. */
export function momentGradient(
  backend: BackendView,
  { dy, factors, firstFactor }: TermGradients,
  slots: Slots,
  gradient: SlotGradient,
): void {
  const { variant, inputs, uniforms, workgroups, moves } = describe(backend, slots);
  runProgram(backend, gradientProgram(variant), {
    inputs: { dy, factors, ...inputs },
    outputs: { ...gradient },
    uniforms: { ...uniforms, firstFactor },
    workgroups,
    operations: gradientOperations(slots),
    moves: { ...moves, gradient: directShare(slots) },
  });
}
