import type { TensorInfo } from '@tensorflow/tfjs-core';
import { allocate, type BackendView } from '../backendView';
import { runProgram } from '../dispatch';
import { VARIANCE_EPSILON } from '../../vicregl/definition/vicreg';
import { defineProgram } from '../program';
import { allocateScratch } from '../scratchTensors';
import { elementOf, FLAT_INDEX, FLAT_THREADS, flatWorkgroups, lanesOf, shape2 } from './flat';
import type { Slots } from './slots';
import { slotSource, type SourceVariant } from './slotSource';

/** @file The invariance and the variance term: column by column over the batch, without a transpose. */

type Variant = SourceVariant & { lanes: 1 | 4 };

/** Floating-point operations of an element of a slot, and of each that it is paired with. */
const OPERATIONS = { terms: 4, gradient: 8, partner: 4 };

const UNIFORMS = { batch: 'u32', width: 'u32' } as const;

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
  let mean = sum / f32(params.batch);
  var squares = ${elementOf(lanes)}();
  for (var sample = 0u; sample < params.batch; sample++) {
    let centred = x[place(sample, slot, part) + column] - mean;
    squares += centred * centred;
  }
  let deviation = sqrt(squares / f32(params.batch - 1u) + ${VARIANCE_EPSILON});`;

/** Each column's share of the two terms: first all of the invariance, then all of the variance. */
const momentsProgram = defineProgram('moments', ({ lanes, ...variant }: Variant) => {
  const source = slotSource(variant, lanes);
  const hinge = 'max(1.0 - deviation, ' + (lanes === 4 ? 'vec4<f32>()' : '0.0') + ')';
  return {
    inputs: { x: elementOf(lanes), ...source.inputs },
    outputs: { terms: 'f32' },
    uniforms: { ...UNIFORMS, ...source.uniforms },
    workgroupSize: [FLAT_THREADS],
    declarations: source.declarations,
    main: `${moments(lanes)}
  var energy = 0.0;
  for (var sample = 0u; sample < params.batch; sample++) {
    energy += attraction(sample, slot, part, column, x[place(sample, slot, part) + column]).energy;
  }
  terms[i] = energy;
  let hinge = ${hinge};
  terms[params.slots * params.width + i] = varianceShare(part) * ${lanes === 4 ? 'dot(hinge, vec4<f32>(1.0))' : 'hinge'};`,
  };
});

/** Its gradient: the pull of all partners, and −(x − mean) / ((B − 1)·deviation) where the deviation is below 1. */
const gradientProgram = defineProgram('momentsGradient', ({ lanes, ...variant }: Variant) => {
  const source = slotSource(variant, lanes);
  return {
    inputs: { dy: 'f32', x: elementOf(lanes), ...source.inputs },
    outputs: { gradient: elementOf(lanes) },
    uniforms: { ...UNIFORMS, ...source.uniforms },
    workgroupSize: [FLAT_THREADS],
    declarations: source.declarations,
    main: `${moments(lanes)}
  let slope = select(${elementOf(lanes)}(), -varianceShare(part) * dy[1] / (f32(params.batch - 1u) * deviation), deviation < ${elementOf(lanes)}(1.0));
  for (var sample = 0u; sample < params.batch; sample++) {
    let own = x[place(sample, slot, part) + column];
    let pull = attraction(sample, slot, part, column, own).pull;
    gradient[gradientPlace(sample, slot, part) + column] = slope * (own - mean) + 2.0 * dy[0] * pull;
  }`,
  };
});

/** With how many others an element attracts: those of a match, and of views those of each pair, seen from either side. */
const partnersOf = ({ source, parts, pairs }: SourceVariant): number =>
  source === 'matches' ? 1 : (2 * pairs) / parts;

function describe(backend: BackendView, { variant, x, tensors, tables, batch, slots, dimensions }: Slots) {
  const lanes = lanesOf(dimensions);
  const width = dimensions / lanes;
  return {
    variant: { ...variant, lanes },
    inputs: { x, ...tensors },
    uniforms: { ...tables, batch, width },
    workgroups: flatWorkgroups(backend, slots * width),
    columns: slots * width,
    operations: (own: number) =>
      (own + OPERATIONS.partner * partnersOf(variant)) * batch * slots * dimensions,
    // Matched cells may be few of the map's, or more than there are.
    moves: { x: Math.min(1, (batch * slots) / shape2(x)[0]) },
  };
}

/** Shares of the invariance and of the variance, `[2, n]`, to be added up. */
export function momentTerms(backend: BackendView, slots: Slots): TensorInfo {
  const { variant, columns, operations, ...run } = describe(backend, slots);
  const terms = allocateScratch(backend, [2, columns]);
  runProgram(backend, momentsProgram(variant), {
    ...run,
    outputs: { terms },
    operations: operations(OPERATIONS.terms),
  });
  return terms;
}

/** Their gradient in x, times dy₀ and dy₁. */
export function momentGradient(backend: BackendView, dy: TensorInfo, slots: Slots): TensorInfo {
  const { variant, inputs, uniforms, workgroups, operations, moves } = describe(backend, slots);
  // Of matched cells it goes on to the map's.
  const make = slots.variant.source === 'matches' ? allocateScratch : allocate;
  const gradient = make(backend, slots.gradientShape);
  runProgram(backend, gradientProgram(variant), {
    inputs: { dy, ...inputs },
    outputs: { gradient },
    uniforms,
    workgroups,
    operations: operations(OPERATIONS.gradient),
    moves,
  });
  return gradient;
}
