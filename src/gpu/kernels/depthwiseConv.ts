import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { depthwiseConv } from '../../ops/depthwiseConv';
import type { BackendView } from '../backendView';
import { runProgram, spreadWorkgroups } from '../dispatch';
import { allocateActivation, allocateLike, isHalf } from '../halfTensors';
import { defineProgram } from '../program';
import { chooseTiling } from '../tilings/chooseTiling';
import { DEPTHWISE_CONVS, type PatchTiling } from '../tilings/depthwise';
import { filterGradients } from './depthwiseFilter';
import { CHANNEL_LANES, depthwiseOperations, PADDING, range, SIZE } from './depthwiseShape';
import type { WebGpuKernels } from './kernel';

/**
 * @file The 7 × 7 depthwise convolution with padding 3, and its gradient by the input, which is the same convolution
 * with the filter turned by half a turn. Channels lie side by side in memory and on neighbouring lanes; an invocation
 * computes a patch of outputs of one channel, so that an input serves many of them from a register.
 */

type Patch = PatchTiling & {
  /** For the input's gradient: the filter turned, no bias. */
  readonly turned: boolean;
  /** Whether a tensor is added to the outputs. */
  readonly adds: boolean;
};

const convolution = defineProgram<Patch>('depthwise_conv', (patch) => ({
  inputs: {
    x: 'real',
    w: 'f32',
    ...(!patch.turned && { b: 'f32' }),
    ...(patch.adds && { addend: 'real' }),
  },
  outputs: { y: 'real' },
  uniforms: { height: 'u32', width: 'u32', channels: 'u32', patches: 'u32' },
  workgroupSize: [CHANNEL_LANES],
  main: `
  let group = workgroup.x + workgroup.y * workgroups.x;
  let groups = (params.channels + ${CHANNEL_LANES - 1}u) / ${CHANNEL_LANES}u;
  let channel = (group % groups) * ${CHANNEL_LANES}u + localIndex;
  let place = group / groups;
  if (channel >= params.channels || place >= params.patches) { return; }
  let across = (params.width + ${patch.across - 1}u) / ${patch.across}u;
  let down = (params.height + ${patch.down - 1}u) / ${patch.down}u;
  let x0 = (place % across) * ${patch.across}u;
  let y0 = (place / across % down) * ${patch.down}u;
  let image = place / (across * down) * params.height;
  ${outputs(patch, (r, s) => `var c${r}_${s} = ${patch.turned ? '0.0' : 'b[channel]'};`)}
  ${weights(patch, (r, j) => `var w${r}_${j} = 0.0;`)}
  for (var t = 0u; t < ${patch.down + SIZE - 1}u; t++) {
    ${nextWeights(patch)}
    ${nextInputs(patch)}
    ${outputs(patch, (r, s) =>
      range(SIZE)
        .map((j) => `c${r}_${s} = fma(v${s + j}, w${r}_${j}, c${r}_${s});`)
        .join(' '),
    )}
  }
  ${outputs(patch, (r, s) => `if (y0 + ${r}u < params.height && x0 + ${s}u < params.width) { let i = ((image + y0 + ${r}u) * params.width + x0 + ${s}u) * params.channels + channel; write_y(i, c${r}_${s}${patch.adds ? ' + read_addend(i)' : ''}); }`)}`,
}));

function outputs({ across, down }: Patch, write: (r: number, s: number) => string): string {
  return range(down)
    .flatMap((r) => range(across).map((s) => write(r, s)))
    .join('\n    ');
}

function weights({ down }: Patch, write: (r: number, j: number) => string): string {
  return range(down)
    .map((r) =>
      range(SIZE)
        .map((j) => write(r, j))
        .join(' '),
    )
    .join('\n    ');
}

/** At input line t, output line r uses filter line t − r: what line r − 1 used before, and a new one for line 0. */
function nextWeights({ down, turned }: Patch): string {
  const last = SIZE * SIZE - 1;
  const handedOn = range(down - 1).reverse();
  const moves = handedOn.map((r) =>
    range(SIZE)
      .map((j) => `w${r + 1}_${j} = w${r}_${j};`)
      .join(' '),
  );
  const loads = range(SIZE).map((j) => {
    const tap = turned ? `${last - j}u - t * ${SIZE}u` : `t * ${SIZE}u + ${j}u`;
    return `w0_${j} = select(0.0, w[channel * ${SIZE * SIZE}u + min(${tap}, ${last}u)], t < ${SIZE}u);`;
  });
  return [...moves, ...loads].join('\n    ');
}

/** The values of input line t that the patch sees, zero outside the image; indices below zero wrap to large ones. */
function nextInputs({ across }: Patch): string {
  const loads = range(across + SIZE - 1).map(
    (i) => `
    let u${i} = x0 + ${i}u - ${PADDING}u;
    let v${i} = select(0.0, read_x((start + min(u${i}, params.width - 1u)) * params.channels + channel), inside && u${i} < params.width);`,
  );
  return `let line = y0 + t - ${PADDING}u;
    let inside = line < params.height;
    let start = (image + min(line, params.height - 1u)) * params.width;${loads.join('')}`;
}

/** Writes x, convolved, into `y`; turned where `b` is left out. */
function convolve(
  backend: BackendView,
  inputs: { readonly x: TensorInfo; readonly w: TensorInfo; readonly b?: TensorInfo; addend?: TensorInfo },
  y: TensorInfo,
): TensorInfo {
  const [batch, height, width, channels] = inputs.x.shape as [number, number, number, number];
  const [turned, adds] = [inputs.b === undefined, inputs.addend !== undefined];
  const shape = { batch, height, width, channels, isHalf: isHalf(inputs.x), turned };
  const patch = chooseTiling(backend, DEPTHWISE_CONVS, shape);
  const patches = batch * Math.ceil(height / patch.down) * Math.ceil(width / patch.across);
  runProgram(backend, convolution({ ...patch, turned, adds }), {
    inputs: { ...inputs },
    outputs: { y },
    uniforms: { height, width, channels, patches },
    workgroups: spreadWorkgroups(backend, patches * Math.ceil(channels / CHANNEL_LANES)),
    operations: depthwiseOperations(y.shape),
  });
  return y;
}

/** The gradient of x, of its precision, and `addend` added to it where there is one. */
export function depthwiseInputGradient(
  backend: BackendView,
  { dy, w, x }: { readonly dy: TensorInfo; readonly w: TensorInfo; readonly x: TensorInfo },
  addend?: TensorInfo,
): TensorInfo {
  return convolve(backend, { x: dy, w, ...(addend && { addend }) }, allocateLike(backend, x));
}

export const depthwiseConvKernels: WebGpuKernels<typeof depthwiseConv> = {
  forward: (backend, { x, w, b }, attributes) =>
    convolve(backend, { x, w, b }, allocateActivation(backend, x.shape, attributes)),

  inputGradient: (backend, inputs) => depthwiseInputGradient(backend, inputs),

  filterGradients: (backend, { dy, x }) => filterGradients(backend, dy, x),
};
