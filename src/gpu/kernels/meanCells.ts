import { util } from '@tensorflow/tfjs-core';
import type { meanCells } from '../../ops/meanCells';
import { allocate } from '../backendView';
import { runProgram } from '../dispatch';
import { allocateLike } from '../halfTensors';
import { defineProgram } from '../program';
import { elementOf, FLAT_INDEX, FLAT_THREADS, flatWorkgroups, lanesOf, realOf, shape3 } from './flat';
import type { WebGpuKernels } from './kernel';

/** Size and channels are counted in `Value`s of one or four. */
const UNIFORMS = { size: 'u32', cells: 'u32', channels: 'u32' } as const;

const meanProgram = defineProgram('mean_cells', () => ({
  inputs: { x: 'real' },
  outputs: { y: 'f32' },
  uniforms: UNIFORMS,
  workgroupSize: [FLAT_THREADS],
  main: `
  ${FLAT_INDEX}
  if (i >= params.size) { return; }
  let first = (i / params.channels) * params.cells * params.channels + i % params.channels;
  var total = 0.0;
  for (var cell = 0u; cell < params.cells; cell++) { total += read_x(first + cell * params.channels); }
  y[i] = total / f32(params.cells);`,
}));

const spreadProgram = defineProgram<{ lanes: 1 | 4 }>('mean_cells_gradient', ({ lanes }) => ({
  inputs: { dy: elementOf(lanes) },
  outputs: { dx: realOf(lanes) },
  uniforms: UNIFORMS,
  workgroupSize: [FLAT_THREADS],
  main: `
  ${FLAT_INDEX}
  if (i >= params.size) { return; }
  let sample = i / (params.cells * params.channels);
  write_dx(i, dy[sample * params.channels + i % params.channels] / f32(params.cells));`,
}));

export const meanCellsKernels: WebGpuKernels<typeof meanCells> = {
  forward(backend, { x }) {
    const [batch, cells, channels] = shape3(x);
    const y = allocate(backend, [batch, channels]);
    const size = batch * channels;
    runProgram(backend, meanProgram({}), {
      inputs: { x },
      outputs: { y },
      uniforms: { size, cells, channels },
      workgroups: flatWorkgroups(backend, size),
      operations: size * (cells + 1),
    });
    return y;
  },

  inputGradient(backend, { dy, x }) {
    const [, cells, channels] = shape3(x);
    const dx = allocateLike(backend, x);
    const lanes = lanesOf(channels);
    const size = util.sizeFromShape(dx.shape) / lanes;
    runProgram(backend, spreadProgram({ lanes }), {
      inputs: { dy },
      outputs: { dx },
      uniforms: { size, cells, channels: channels / lanes },
      workgroups: flatWorkgroups(backend, size),
      operations: size * lanes,
    });
    return dx;
  },
};
