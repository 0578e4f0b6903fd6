import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendView } from '../backendView';
import { runProgram } from '../dispatch';
import { isHalf } from '../halfTensors';
import { allocateGradientSum } from '../partSums';
import { defineProgram } from '../program';
import { chooseTiling } from '../tilings/chooseTiling';
import { DEPTHWISE_FILTERS } from '../tilings/depthwise';
import { addInTurn } from './addInTurn';
import { CHANNEL_LANES, depthwiseOperations, lineLanes, PADDING, range, SIZE } from './depthwiseShape';

/**
 * @file The depthwise convolution's gradients by filter and bias. An invocation walks along input lines of one channel
 * with the last seven inputs in registers, meets each with the seven output lines that saw it, and so adds to all 49
 * taps with eight loads a step. Invocations of a workgroup that share a channel take lines in turn, and add up at the end.
 */

const taps = (write: (i: number, j: number) => string): string =>
  range(SIZE)
    .map((i) =>
      range(SIZE)
        .map((j) => write(i, j))
        .join(' '),
    )
    .join('\n      ');

/** All sums of a channel by their numbers, the bias's last. */
const SUMS = [...range(SIZE).flatMap((i) => range(SIZE).map((j) => `d${i}_${j}`)), 'bias'];

/** WGSL: adds the sums of the workgroup's other lines to those of the first, which goes on alone. */
const addLines = (lanes: number): string => {
  const sums = SUMS.map((value, s) => ({ value, place: `lineSums[${s * CHANNEL_LANES}u + local.x]` }));
  return `${addInTurn(lanes, 'local.y', sums)}
  if (local.y > 0u) { return; }`;
};

/** `lanes` is the number of invocations that share a channel. */
const gradientParts = defineProgram('depthwise_conv_filter_gradient', ({ lanes }: { lanes: number }) => ({
  inputs: { dy: 'real', x: 'real' },
  outputs: { dw: 'f32', db: 'f32' },
  uniforms: { lines: 'u32', part: 'u32', height: 'u32', width: 'u32', channels: 'u32' },
  workgroupSize: [CHANNEL_LANES, lanes],
  declarations: lanes > 1 ? `var<workgroup> lineSums: array<f32, ${SUMS.length * CHANNEL_LANES}>;` : '',
  main: `
  let channel = workgroup.x * ${CHANNEL_LANES}u + local.x;
  ${taps((i, j) => `var d${i}_${j} = 0.0;`)}
  var bias = 0.0;
  // Channels beyond the last have no lines, so that all invocations reach the barriers.
  let end = select(0u, min(params.lines, (workgroup.y + 1u) * params.part), channel < params.channels);
  for (var line = workgroup.y * params.part + local.y; line < end; line += ${lanes}u) {
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
  ${lanes > 1 ? addLines(lanes) : ''}
  if (channel >= params.channels) { return; }
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
  const dw = allocateGradientSum(backend, [channels, 1, SIZE, SIZE], layers);
  const db = allocateGradientSum(backend, [channels], layers);
  runProgram(backend, gradientParts({ lanes: lineLanes(backend.device) }), {
    inputs: { dy, x },
    outputs: { dw, db },
    uniforms: { lines, part, height, width, channels },
    workgroups: [across, layers],
    operations: depthwiseOperations(x.shape),
  });
  return [dw, db];
}
