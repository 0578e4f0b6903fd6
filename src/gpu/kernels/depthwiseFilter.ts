import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendView } from '../backendView';
import { runProgram } from '../dispatch';
import { isHalf } from '../halfTensors';
import { allocateSum } from '../partSums';
import { defineProgram } from '../program';
import { chooseTiling } from '../tilings/chooseTiling';
import { DEPTHWISE_FILTERS } from '../tilings/depthwise';
import { CHANNEL_LANES, depthwiseOperations, PADDING, range, SIZE } from './depthwiseShape';

/**
 * @file The depthwise convolution's gradients by filter and bias. An invocation walks along input lines of one channel
 * with the last seven inputs in registers, meets each with the seven output lines that saw it, and so adds to all 49
 * taps with eight loads a step.
 */

const taps = (write: (i: number, j: number) => string): string =>
  range(SIZE)
    .map((i) =>
      range(SIZE)
        .map((j) => write(i, j))
        .join(' '),
    )
    .join('\n      ');

const gradientParts = defineProgram('depthwise_conv_filter_gradient', () => ({
  inputs: { dy: 'real', x: 'real' },
  outputs: { dw: 'f32', db: 'f32' },
  uniforms: { lines: 'u32', part: 'u32', height: 'u32', width: 'u32', channels: 'u32' },
  workgroupSize: [CHANNEL_LANES],
  main: `
  let channel = workgroup.x * ${CHANNEL_LANES}u + localIndex;
  if (channel >= params.channels) { return; }
  ${taps((i, j) => `var d${i}_${j} = 0.0;`)}
  var bias = 0.0;
  let end = min(params.lines, (workgroup.y + 1u) * params.part);
  for (var line = workgroup.y * params.part; line < end; line++) {
    let y = line % params.height;
    let start = line * params.width;
    var v0 = 0.0; var v1 = 0.0; var v2 = 0.0; var v3 = 0.0;
    ${range(PADDING)
      .map(
        (i) =>
          `var v${PADDING + 1 + i} = select(0.0, read_x((start + min(${i}u, params.width - 1u)) * params.channels + channel), ${i}u < params.width);`,
      )
      .join('\n    ')}
    for (var column = 0u; column < params.width; column++) {
      ${range(SIZE - 1)
        .map((j) => `v${j} = v${j + 1};`)
        .join(' ')}
      let ahead = column + ${PADDING}u;
      v${SIZE - 1} = select(0.0, read_x((start + min(ahead, params.width - 1u)) * params.channels + channel), ahead < params.width);
      ${range(SIZE)
        .map(
          (i) => `let y${i} = y + ${PADDING}u - ${i}u;
      let g${i} = select(0.0, read_dy((start - y * params.width + min(y${i}, params.height - 1u) * params.width + column) * params.channels + channel), y${i} < params.height);`,
        )
        .join('\n      ')}
      bias += g${PADDING};
      ${taps((i, j) => `d${i}_${j} = fma(g${i}, v${j}, d${i}_${j});`)}
    }
  }
  let place = workgroup.y * params.channels + channel;
  let first = place * ${SIZE * SIZE}u;
  ${taps((i, j) => `dw[first + ${i * SIZE + j}u] = d${i}_${j};`)}
  db[place] = bias;`,
}));

/** dw `[C, 1, 7, 7]` and db `[C]`, in parts (`partSums.ts`) of whole lines. */
export function filterGradients(
  backend: BackendView,
  dy: TensorInfo,
  x: TensorInfo,
): [dw: TensorInfo, db: TensorInfo] {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  const lines = batch * height;
  const across = Math.ceil(channels / CHANNEL_LANES);
  const shape = { batch, height, width, channels, isHalf: isHalf(x) };
  const { part } = chooseTiling(backend, DEPTHWISE_FILTERS, shape);
  const layers = Math.ceil(lines / part);
  const dw = allocateSum(backend, [channels, 1, SIZE, SIZE], layers);
  const db = allocateSum(backend, [channels], layers);
  runProgram(backend, gradientParts({}), {
    inputs: { dy, x },
    outputs: { dw, db },
    uniforms: { lines, part, height, width, channels },
    workgroups: [across, layers],
    operations: depthwiseOperations(x.shape),
  });
  return [dw, db];
}
