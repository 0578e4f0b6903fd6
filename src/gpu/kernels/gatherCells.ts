import { registerGradient, type Tensor } from '@tensorflow/tfjs-core';
import { allocate } from '../backendView';
import { runProgram } from '../dispatch';
import { defineProgram } from '../program';
import { gatherCells } from '../ops/gatherCells';
import { elementOf, FLAT_INDEX, FLAT_THREADS, flatWorkgroups, lanesOf, shape2, shape3 } from './flat';
import { runKernel } from './gradients';
import { need, registerWebGpuKernel } from './register';

/** @file Picking cells of a map, and the sum of what comes back to each of them. */

const GRADIENT_KERNEL = `${gatherCells.kernelName}Gradient`;

type Width = { lanes: 1 | 4 };

const gatherProgram = defineProgram('gatherCells', ({ lanes }: Width) => ({
  inputs: { map: elementOf(lanes), index: 'i32' },
  outputs: { picked: elementOf(lanes) },
  uniforms: { cells: 'u32', kept: 'u32', channels: 'u32', count: 'u32' },
  workgroupSize: [FLAT_THREADS],
  main: `
  ${FLAT_INDEX}
  if (i >= params.count) { return; }
  let slot = i / params.channels;
  let sample = slot / params.kept;
  picked[i] = map[(sample * params.cells + u32(index[slot])) * params.channels + i % params.channels];`,
}));

/** Cells of a workgroup of the gradient. */
const CELLS = 8;

/**
 * One workgroup per few cells: its threads mark the slots that picked each cell in a bit mask, then sum the marked slots'
 * gradients channel by channel, in ascending order of the slots: the same sum on every run.
 */
const gatherGradientProgram = defineProgram(
  'gatherCellsGradient',
  ({ lanes, words }: Width & { words: number }) => ({
    inputs: { dy: elementOf(lanes), index: 'i32' },
    outputs: { gradient: elementOf(lanes) },
    uniforms: { cells: 'u32', kept: 'u32', channels: 'u32' },
    workgroupSize: [FLAT_THREADS],
    declarations: `var<workgroup> mask: array<atomic<u32>, ${CELLS * words}>;`,
    main: `
  let first = workgroup.x * ${CELLS}u;
  let sample = workgroup.y;
  for (var slot = localIndex; slot < params.kept; slot += ${FLAT_THREADS}u) {
    let cell = u32(index[sample * params.kept + slot]) - first;
    if (cell < ${CELLS}u) { atomicOr(&mask[cell * ${words}u + slot / 32u], 1u << (slot % 32u)); }
  }
  workgroupBarrier();
  let values = min(${CELLS}u, params.cells - first) * params.channels;
  for (var i = localIndex; i < values; i += ${FLAT_THREADS}u) {
    let cell = i / params.channels;
    var sum = ${elementOf(lanes)}();
    for (var w = 0u; w < ${words}u; w++) {
      var uses = atomicLoad(&mask[cell * ${words}u + w]);
      while (uses != 0u) {
        let slot = w * 32u + countTrailingZeros(uses);
        sum += dy[(sample * params.kept + slot) * params.channels + i % params.channels];
        uses &= uses - 1u;
      }
    }
    gradient[(sample * params.cells + first) * params.channels + i] = sum;
  }`,
  }),
);

export function registerGatherCells(): void {
  registerWebGpuKernel(gatherCells.kernelName, (backend, inputs) => {
    const map = need(inputs, 'map');
    const index = need(inputs, 'index');
    const [batch, cells, channels] = shape3(map);
    const kept = shape2(index)[1];
    const lanes = lanesOf(channels);
    const picked = allocate(backend, [batch, kept, channels]);
    const count = (batch * kept * channels) / lanes;
    runProgram(backend, gatherProgram({ lanes }), {
      inputs: { map, index },
      outputs: { picked },
      uniforms: { cells, kept, channels: channels / lanes, count },
      workgroups: flatWorkgroups(backend, count),
    });
    return picked;
  });

  registerWebGpuKernel(GRADIENT_KERNEL, (backend, inputs, attributes) => {
    const dy = need(inputs, 'dy');
    const index = need(inputs, 'index');
    const cells = attributes.cells as number;
    const [batch, kept, channels] = shape3(dy);
    const lanes = lanesOf(channels);
    const gradient = allocate(backend, [batch, cells, channels]);
    runProgram(backend, gatherGradientProgram({ lanes, words: Math.ceil(kept / 32) }), {
      inputs: { dy, index },
      outputs: { gradient },
      uniforms: { cells, kept, channels: channels / lanes },
      workgroups: [Math.ceil(cells / CELLS), batch],
    });
    return gradient;
  });

  registerGradient({
    kernelName: gatherCells.kernelName,
    inputsToSave: ['map', 'index'],
    gradFunc: (dy, saved) => {
      const [map, index] = saved as [Tensor, Tensor];
      const cells = shape3(map)[1];
      return { map: () => runKernel(GRADIENT_KERNEL, { dy: dy as Tensor, index }, { cells }) };
    },
  });
}
