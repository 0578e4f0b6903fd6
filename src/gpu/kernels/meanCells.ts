import { registerGradient, util, type TensorInfo } from '@tensorflow/tfjs-core';
import { allocate, type BackendView } from '../backendView';
import { runProgram } from '../dispatch';
import { defineProgram } from '../program';
import { FLAT_INDEX, FLAT_THREADS, flatWorkgroups, shape2, shape3 } from './flat';
import { firstOutput, runKernel } from './gradients';
import { need, registerWebGpuKernel } from './register';

const UNIFORMS = { size: 'u32', cells: 'u32', channels: 'u32' } as const;

const meanProgram = defineProgram('mean_cells', () => ({
  inputs: { x: 'f32' },
  outputs: { y: 'f32' },
  uniforms: UNIFORMS,
  workgroupSize: [FLAT_THREADS],
  main: `
  ${FLAT_INDEX}
  if (i >= params.size) { return; }
  let first = (i / params.channels) * params.cells * params.channels + i % params.channels;
  var total = 0.0;
  for (var cell = 0u; cell < params.cells; cell++) { total += x[first + cell * params.channels]; }
  y[i] = total / f32(params.cells);`,
}));

const spreadProgram = defineProgram('mean_cells_gradient', () => ({
  inputs: { dy: 'f32' },
  outputs: { dx: 'f32' },
  uniforms: UNIFORMS,
  workgroupSize: [FLAT_THREADS],
  main: `
  ${FLAT_INDEX}
  if (i >= params.size) { return; }
  let sample = i / (params.cells * params.channels);
  dx[i] = dy[sample * params.channels + i % params.channels] / f32(params.cells);`,
}));

function mean(backend: BackendView, x: TensorInfo): TensorInfo {
  const [batch, cells, channels] = shape3(x);
  const y = allocate(backend, [batch, channels]);
  const size = batch * channels;
  runProgram(backend, meanProgram({}), {
    inputs: { x },
    outputs: { y },
    uniforms: { size, cells, channels },
    workgroups: flatWorkgroups(backend, size),
  });
  return y;
}

function spread(backend: BackendView, dy: TensorInfo, cells: number): TensorInfo {
  const [batch, channels] = shape2(dy);
  const dx = allocate(backend, [batch, cells, channels]);
  const size = util.sizeFromShape(dx.shape);
  runProgram(backend, spreadProgram({}), {
    inputs: { dy },
    outputs: { dx },
    uniforms: { size, cells, channels },
    workgroups: flatWorkgroups(backend, size),
  });
  return dx;
}

/** The mean over the cells of a map, and its gradient: an even share of the output's for every cell. */
export function registerMeanCells(): void {
  registerWebGpuKernel('VicMeanCells', (backend, inputs) => mean(backend, need(inputs, 'x')));
  registerWebGpuKernel('VicMeanCellsGradient', (backend, inputs, { cells }) =>
    spread(backend, need(inputs, 'dy'), cells as number),
  );
  registerGradient({
    kernelName: 'VicMeanCells',
    inputsToSave: ['x'],
    gradFunc: (dys, saved) => {
      const cells = saved[0]!.shape[1]!;
      return { x: () => runKernel('VicMeanCellsGradient', { dy: firstOutput(dys) }, { cells }) };
    },
  });
}
