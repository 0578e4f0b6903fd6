import { registerGradient, util, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';
import { allocate, type BackendView } from '../backendView';
import { runProgram } from '../dispatch';
import { allocateStored, isHalf } from '../halfTensors';
import { defineProgram } from '../program';
import { elementOf, FLAT_INDEX, FLAT_THREADS, flatWorkgroups, lanesOf, realOf, shape2, shape3 } from './flat';
import { firstOutput, runKernel } from './gradients';
import { need, registerWebGpuKernel } from './register';

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

function spread(backend: BackendView, dy: TensorInfo, cells: number, half: boolean): TensorInfo {
  const [batch, channels] = shape2(dy);
  const dx = allocateStored(backend, [batch, cells, channels], half);
  const lanes = lanesOf(channels);
  const size = util.sizeFromShape(dx.shape) / lanes;
  runProgram(backend, spreadProgram({ lanes }), {
    inputs: { dy },
    outputs: { dx },
    uniforms: { size, cells, channels: channels / lanes },
    workgroups: flatWorkgroups(backend, size),
  });
  return dx;
}

/** The mean over the cells of a map, in float32 whatever the map is in, and its gradient: an even share of the output's for every cell. */
export function registerMeanCells(): void {
  registerWebGpuKernel('VicMeanCells', (backend, inputs) => mean(backend, need(inputs, 'x')));
  registerWebGpuKernel('VicMeanCellsGradient', (backend, inputs, { cells, half }) =>
    spread(backend, need(inputs, 'dy'), cells as number, half as boolean),
  );
  registerGradient({
    kernelName: 'VicMeanCells',
    inputsToSave: ['x'],
    gradFunc: (dys, saved) => {
      const [x] = saved as [Tensor];
      const attributes = { cells: x.shape[1]!, half: isHalf(x) };
      return { x: () => runKernel('VicMeanCellsGradient', { dy: firstOutput(dys) }, attributes) };
    },
  });
}
