import { util } from '@tensorflow/tfjs-core';
import type { mapAndMean } from '../../ops/mapAndMean';
import { share } from '../backendView';
import { runProgram } from '../dispatch';
import { allocateLike } from '../halfTensors';
import { defineProgram } from '../program';
import { elementOf, FLAT_INDEX, FLAT_THREADS, flatWorkgroups, lanesOf, realOf, shape3 } from './flat';
import type { WebGpuKernels } from './kernel';
import { meanCellsKernels } from './meanCells';

/** `sample` is a map's size, in `Value`s of one or four, as all sizes here. */
const gradientProgram = defineProgram<{ lanes: 1 | 4 }>('map_and_mean_gradient', ({ lanes }) => ({
  inputs: { dmap: realOf(lanes), dmean: elementOf(lanes) },
  outputs: { dx: realOf(lanes) },
  uniforms: { size: 'u32', sample: 'u32', channels: 'u32', cells: 'f32' },
  workgroupSize: [FLAT_THREADS],
  main: `
  ${FLAT_INDEX}
  if (i >= params.size) { return; }
  let mean = i / params.sample * params.channels + i % params.channels;
  write_dx(i, read_dmap(i) + dmean[mean] / params.cells);`,
}));

export const mapAndMeanKernels: WebGpuKernels<typeof mapAndMean> = {
  forward: (backend, { x }) => [share(backend, x), meanCellsKernels.forward(backend, { x }, {})],

  inputGradient(backend, { dmap, dmean }) {
    const [, cells, channels] = shape3(dmap);
    const dx = allocateLike(backend, dmap);
    const lanes = lanesOf(channels);
    const size = util.sizeFromShape(dx.shape) / lanes;
    runProgram(backend, gradientProgram({ lanes }), {
      inputs: { dmap, dmean },
      outputs: { dx },
      uniforms: { size, sample: (cells * channels) / lanes, channels: channels / lanes, cells },
      workgroups: flatWorkgroups(backend, size),
      operations: 2 * size * lanes,
    });
    return dx;
  },
};
