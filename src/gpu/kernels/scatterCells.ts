import type { TensorInfo } from '@tensorflow/tfjs-core';
import { allocate, type BackendView } from '../backendView';
import { runProgram } from '../dispatch';
import type { ViewLayout } from '../../ops/viewLayout';
import { defineProgram } from '../program';
import { elementOf, FLAT_THREADS, lanesOf, shape2 } from './flat';

/** @file The sum of what comes back to each cell from all slots that hold it: the gradient of picking cells. */

/** Cells of a workgroup. */
const CELLS = 8;

/**
 * One workgroup per few cells of a sample: its threads mark the slots that hold each cell in a bit mask, then sum the marked
 * slots' gradients channel by channel, in ascending order of the slots: the same sum on every run.
 */
const scatterProgram = defineProgram(
  'scatterCells',
  ({ lanes, words, views }: { lanes: 1 | 4; words: number; views: number }) => ({
    inputs: { picked: elementOf(lanes), index: 'i32' },
    outputs: { rows: elementOf(lanes) },
    uniforms: {
      slots: 'u32',
      width: 'u32',
      /** First and last workgroup of a sample, first row, cells. */
      views: `array<vec4<u32>, ${views}>`,
    },
    workgroupSize: [FLAT_THREADS],
    declarations: `var<workgroup> mask: array<atomic<u32>, ${CELLS * words}>;`,
    main: `
  let sample = workgroup.y;
  var view = params.views[0];
  for (var v = 1u; v < ${views}u && workgroup.x >= view.y; v++) { view = params.views[v]; }
  let firstCell = (workgroup.x - view.x) * ${CELLS}u;
  let first = view.z + sample * view.w + firstCell;
  let cells = min(${CELLS}u, view.w - firstCell);
  for (var slot = localIndex; slot < params.slots; slot += ${FLAT_THREADS}u) {
    let cell = u32(index[sample * params.slots + slot]) - first;
    if (cell < cells) { atomicOr(&mask[cell * ${words}u + slot / 32u], 1u << (slot % 32u)); }
  }
  workgroupBarrier();
  for (var i = localIndex; i < cells * params.width; i += ${FLAT_THREADS}u) {
    let cell = i / params.width;
    var sum = ${elementOf(lanes)}();
    for (var w = 0u; w < ${words}u; w++) {
      var uses = atomicLoad(&mask[cell * ${words}u + w]);
      while (uses != 0u) {
        let slot = w * 32u + countTrailingZeros(uses);
        sum += picked[(sample * params.slots + slot) * params.width + i % params.width];
        uses &= uses - 1u;
      }
    }
    rows[first * params.width + i] = sum;
  }`,
  }),
);

/** `picked` `[B · S, C]`, what came back to the rows `index` `[B, S]` → `[R, C]`. */
export function scatterCells(
  backend: BackendView,
  picked: TensorInfo,
  index: TensorInfo,
  { batch, first, cells }: ViewLayout,
): TensorInfo {
  const slots = shape2(index)[1];
  const channels = shape2(picked)[1];
  const lanes = lanesOf(channels);
  const total = cells.reduce((sum, count) => sum + batch * count, 0);
  const rows = allocate(backend, [total, channels]);
  let end = 0;
  const views = cells.flatMap((count, view) => {
    const begin = end;
    end += Math.ceil(count / CELLS);
    return [begin, end, first[view]!, count];
  });
  runProgram(backend, scatterProgram({ lanes, words: Math.ceil(slots / 32), views: cells.length }), {
    inputs: { picked, index },
    outputs: { rows },
    uniforms: { slots, width: channels / lanes, views },
    workgroups: [end, batch],
    operations: batch * slots * channels,
  });
  return rows;
}
