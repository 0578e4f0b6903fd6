import type { patchConv } from '../../ops/patchConv';
import { allocateActivation, allocateStored, isHalf } from '../halfTensors';
import { allocateParameterGradient } from '../parameterGradients';
import { fill } from './fill';
import { lanesOf, realOf } from './flat';
import { columns, rows, type Operand } from './matmul/definition';
import { defineMatmul } from './matmul/matmul';
import type { WebGpuKernels } from './kernel';

/**
 * @file Convolution whose stride is its size, as a product over patches that are addressed in the image: the place of
 * a pixel is the start of its patch plus an offset that is the same in all patches.
 */

type Patch = { patch: number };

const UNIFORMS = { height: 'u32', width: 'u32', channels: 'u32' } as const;

/** WGSL: `patchStart(row)` of a patch in the image; `inPatch(k)` of element k, counted as (y, x, channel), in a patch. */
const addressing = ({ patch }: Patch): string => `
fn patchStart(row: u32) -> u32 {
  let across = params.width / ${patch}u;
  let down = params.height / ${patch}u;
  let line = row / across;
  let y = (line / down) * params.height + (line % down) * ${patch}u;
  return (y * params.width + (row % across) * ${patch}u) * params.channels;
}
fn inPatch(k: u32) -> u32 {
  let line = ${patch}u * params.channels;
  return (k / line) * params.width * params.channels + k % line;
}
/** Of element k, counted as (y, x, channel), in a filter [channel, y, x]. */
fn inFilter(k: u32) -> u32 {
  return (k % params.channels) * ${patch * patch}u + k / params.channels;
}
/** Of element k, counted as (channel, y, x), in a patch of the image. */
fn filterInPatch(k: u32) -> u32 {
  let tap = k % ${patch * patch}u;
  return ((tap / ${patch}u) * params.width + tap % ${patch}u) * params.channels + k / ${patch * patch}u;
}`;

const patches: Operand = {
  contiguous: 'k',
  width: 1,
  row: 'patchStart(row)',
  k: 'inPatch(k)',
  at: 'read_x(r + s)',
};

const forward = defineMatmul<Patch>('patch_conv', (constants) => ({
  inputs: { x: 'real', w: 'f32', b: 'f32' },
  outputs: ['y'],
  uniforms: UNIFORMS,
  declarations: addressing(constants),
  a: patches,
  b: { contiguous: 'k', width: 1, row: 'row * params.k', k: 'inFilter(k)', at: 'w[r + s]' },
  start: 'b[column]',
}));

const inputGradient = defineMatmul<Patch & { widthY: 1 | 4 }>(
  'patch_conv_input_gradient',
  ({ patch, widthY }) => ({
    inputs: { dy: realOf(widthY), w: 'f32' },
    outputs: ['dx'],
    uniforms: UNIFORMS,
    declarations: addressing({ patch }),
    a: rows('dy', 'params.k', widthY),
    b: { contiguous: 'row', width: 1, row: 'inFilter(row)', k: 'k * params.n', at: 'w[r + s]' },
    place: { row: 'patchStart(row)', column: 'inPatch(column)' },
  }),
);

const parameterGradients = defineMatmul<Patch & { widthY: 1 | 4 }>(
  'patch_conv_filter_gradient',
  (constants) => ({
    inputs: { dy: realOf(constants.widthY), x: 'real' },
    outputs: ['dw'],
    rowSums: 'db',
    uniforms: UNIFORMS,
    declarations: addressing(constants),
    a: columns('dy', 'params.m', constants.widthY),
    b: { contiguous: 'row', width: 1, row: 'filterInPatch(row)', k: 'patchStart(k)', at: 'read_x(r + s)' },
  }),
);

/** Patches, elements of a patch and the image's extents. */
function extents(image: readonly number[], { patch }: Patch) {
  const [batch, height, width, channels] = image as [number, number, number, number];
  const cells = [Math.floor(height / patch), Math.floor(width / patch)] as const;
  const leftOver = height % patch !== 0 || width % patch !== 0;
  const uniforms = { height, width, channels };
  return {
    batch,
    cells,
    leftOver,
    uniforms,
    patches: batch * cells[0] * cells[1],
    size: patch * patch * channels,
  };
}

export const patchConvKernels: WebGpuKernels<typeof patchConv> = {
  forward(backend, { x, w, b }, attributes) {
    const { patch } = attributes;
    const { batch, cells, uniforms, patches: m, size: k } = extents(x.shape, { patch });
    const n = w.shape[0]!;
    const y = allocateActivation(backend, [batch, ...cells, n], attributes);
    forward(backend, { patch }, { m, n, k, inputs: { x, w, b }, outputs: { y }, uniforms });
    return y;
  },

  /** Pixels that fill no patch get zero; written in two goes, such an image stays float32. */
  inputGradient(backend, { dy, w, x }, { patch }) {
    const { leftOver, uniforms, patches: m, size: n } = extents(x.shape, { patch });
    const dx = allocateStored(backend, x.shape, isHalf(x) && !leftOver);
    if (leftOver) fill(backend, dx, 0);
    const k = w.shape[0]!;
    const constants = { patch, widthY: lanesOf(k) };
    inputGradient(backend, constants, { m, n, k, inputs: { dy, w }, outputs: { dx }, uniforms });
    return dx;
  },

  parameterGradients(backend, { dy, x }, { patch }) {
    const { uniforms, patches: k, size: n } = extents(x.shape, { patch });
    const m = dy.shape[3]!;
    const dw = allocateParameterGradient(backend, [m, uniforms.channels, patch, patch]);
    const db = allocateParameterGradient(backend, [m]);
    const constants = { patch, widthY: lanesOf(m) };
    parameterGradients(backend, constants, { m, n, k, inputs: { dy, x }, outputs: { dw, db }, uniforms });
    return [dw, db];
  },
};
