import type { TensorInfo } from '@tensorflow/tfjs-core';
import { release, type BackendView } from '../backendView';
import { runProgram } from '../dispatch';
import type { ViewLayout } from '../../ops/viewLayout';
import { defineProgram } from '../program';
import { elementOf, FLAT_THREADS, lanesOf } from './flat';
import { directShare, type SlotGradient, type Slots } from './slots';
import { matchSlots } from './slotSource';

/** @file The sum of what comes back to each cell from all slots that hold it: the gradient of picking cells. */

/** Cells of a workgroup. */
const CELLS = 8;

/**
 * One workgroup per few cells of a sample: its threads mark the slots that hold each cell in a bit mask, then sum the marked
 * slots' gradients channel by channel, in ascending order of the slots: the same sum on every run. A direct slot is the
 * first of a cell, and its gradient is there; a cell that nothing is added to stays as it is.
 */
const scatterProgram = defineProgram(
  'scatterCells',
  ({ lanes, words, views, lists }: { lanes: 1 | 4; words: number; views: number; lists: number }) => {
    const { uniforms, declarations } = matchSlots(lists);
    return {
      inputs: { picked: elementOf(lanes), index: 'i32' },
      outputs: { gradient: elementOf(lanes) },
      uniforms: {
        ...uniforms,
        width: 'u32',
        /** First and last workgroup of a sample, first row, cells. */
        views: `array<vec4<u32>, ${views}>`,
      },
      workgroupSize: [FLAT_THREADS],
      declarations: `${declarations}
var<workgroup> mask: array<atomic<u32>, ${CELLS * words}>;
var<workgroup> begun: atomic<u32>;`,
      main: `
  let sample = workgroup.y;
  var view = params.views[0];
  for (var v = 1u; v < ${views}u && workgroup.x >= view.y; v++) { view = params.views[v]; }
  let firstCell = (workgroup.x - view.x) * ${CELLS}u;
  let first = view.z + sample * view.w + firstCell;
  let cells = min(${CELLS}u, view.w - firstCell);
  for (var slot = localIndex; slot < params.slots; slot += ${FLAT_THREADS}u) {
    let cell = u32(index[sample * params.slots + slot]) - first;
    if (cell >= cells) { continue; }
    let part = partOf(slot);
    if (isDirect(slot, part)) {
      atomicOr(&begun, 1u << cell);
    } else {
      let number = pickedSlot(slot, part);
      atomicOr(&mask[cell * ${words}u + number / 32u], 1u << (number % 32u));
    }
  }
  workgroupBarrier();
  for (var i = localIndex; i < cells * params.width; i += ${FLAT_THREADS}u) {
    let cell = i / params.width;
    let isBegun = ((atomicLoad(&begun) >> cell) & 1u) != 0u;
    var isChanged = !isBegun;
    var sum = ${elementOf(lanes)}();
    if (isBegun) { sum = gradient[first * params.width + i]; }
    for (var w = 0u; w < ${words}u; w++) {
      var uses = atomicLoad(&mask[cell * ${words}u + w]);
      isChanged = isChanged || uses != 0u;
      while (uses != 0u) {
        let number = sample * (params.slots - params.direct) + w * 32u + countTrailingZeros(uses);
        sum += picked[number * params.width + i % params.width];
        uses &= uses - 1u;
      }
    }
    if (isChanged) { gradient[first * params.width + i] = sum; }
  }`,
    };
  },
);

/** Adds what is picked to the rows that it comes back to, and clears those of cells that no slot holds: `[R, C]`. */
export function scatterCells(
  backend: BackendView,
  slots: Slots,
  { gradient, picked }: SlotGradient,
  { batch, first, cells }: ViewLayout,
): TensorInfo {
  if (picked === undefined) throw new Error('There is nothing to scatter.');
  const { dimensions, tables, tensors, variant } = slots;
  const lanes = lanesOf(dimensions);
  let end = 0;
  const views = cells.flatMap((count, view) => {
    const begin = end;
    end += Math.ceil(count / CELLS);
    return [begin, end, first[view]!, count];
  });
  const program = { lanes, words: Math.ceil(slots.picked / 32), views: cells.length, lists: variant.parts };
  runProgram(backend, scatterProgram(program), {
    inputs: { picked, index: tensors.index! },
    outputs: { gradient },
    uniforms: { ...tables, width: dimensions / lanes, views },
    workgroups: [end, batch],
    operations: batch * slots.picked * dimensions,
    // As if something came to all rows that have a gradient already.
    moves: { gradient: 1 + directShare(slots) },
  });
  release(backend, picked);
  return gradient;
}
