import { util, type TensorInfo } from '@tensorflow/tfjs-core';
import type { convnextBlock } from '../../ops/convnextBlock';
import { release } from '../backendView';
import { allocateActivation, allocateLike } from '../halfTensors';
import { depthwiseConvKernels, depthwiseInputGradient } from './depthwiseConv';
import { elementOf, lanesOf, realOf } from './flat';
import type { WebGpuKernels } from './kernel';
import { layerNormKernels } from './layerNorm';
import { affineGradients, linearKernels } from './linear';
import { columns, rows } from './matmul/definition';
import { defineMatmul } from './matmul/matmul';
import { residualKernels, scaleOf, type Scales } from './residual';

/**
 * @file ConvNeXt's block on the kernels of its layers. What they do not do: the end of the branch is scaled and added to
 * the shortcut by the product that makes it, and so is GELU's derivative multiplied in the backward pass.
 */

/** `width` of values that lie side by side in a row of the hidden layer, `lanes` in one of the branch. */
type Narrowing = Scales & { width: 1 | 4; lanes: 1 | 4 };

const narrowing = defineMatmul<Narrowing>('block_narrowing', ({ width, lanes, ...scales }) => ({
  inputs: {
    hidden: realOf(width),
    w: realOf(width),
    b: 'f32',
    x: realOf(lanes),
    ...(scales.gamma && { gamma: elementOf(lanes) }),
    ...(scales.keep && { keep: 'f32' }),
  },
  outputs: ['y', ...(scales.gamma ? ['branch'] : [])],
  uniforms: { channels: 'u32', sample: 'u32' },
  a: rows('hidden', 'params.k', width),
  b: rows('w', 'params.k', width),
  start: 'b[column]',
  finish: `write_y(i, read_x(i) + value${scaleOf(scales)}); ${scales.gamma ? 'write_branch(i, value);' : ''}`,
}));

const hiddenGradient = defineMatmul<{ width: 1 | 4; lanes: 1 | 4 }>(
  'block_hidden_gradient',
  ({ width, lanes }) => ({
    inputs: { dbranch: realOf(width), w: realOf(lanes), derivative: realOf(lanes) },
    outputs: ['dhidden'],
    a: rows('dbranch', 'params.k', width),
    b: columns('w', 'params.n', lanes),
    finish: 'write_dhidden(i, value * read_derivative(i));',
  }),
);

/** A map as a matrix of one cell per row, of the same data. */
function cellsOf(map: TensorInfo): TensorInfo {
  const channels = map.shape.at(-1)!;
  return { ...map, shape: [util.sizeFromShape(map.shape) / channels, channels] };
}

export const convnextBlockKernels: WebGpuKernels<typeof convnextBlock> = {
  forward(backend, inputs, { eps, ...stored }, keeps) {
    const { x, filter, filterBias, scale, shift, w1, b1, w2, b2, gamma, keep } = inputs;
    const mixed = depthwiseConvKernels.forward(backend, { x, w: filter, b: filterBias }, stored);
    const norm = layerNormKernels.forward(
      backend,
      { x: mixed, gamma: scale, beta: shift },
      { eps, ...stored },
      keeps,
    );
    const widened = linearKernels.forward(
      backend,
      { x: cellsOf(norm.outputs), w: w1, b: b1 },
      { activation: 'gelu', ...stored },
      keeps,
    );
    const [m, k] = widened.outputs.shape as [number, number];
    const n = w2.shape[0]!;
    const lanes = lanesOf(n);
    const y = allocateActivation(backend, x.shape, stored);
    const branch = gamma && allocateActivation(backend, x.shape, stored);
    narrowing(
      backend,
      { width: lanesOf(k), lanes, gamma: gamma !== undefined, keep: keep !== undefined },
      {
        ...{ m, n, k },
        inputs: {
          ...{ hidden: widened.outputs, w: w2, b: b2, x },
          ...(gamma && { gamma }),
          ...(keep && { keep }),
        },
        outputs: { y, ...(branch && { branch }) },
        uniforms: { channels: n / lanes, sample: (m / x.shape[0]!) * (n / lanes) },
      },
    );
    const kept = {
      ...{ mixed, statistics: norm.kept!.statistics, normed: norm.outputs, hidden: widened.outputs },
      ...(branch && { branch }),
    };
    const derivative = widened.kept?.derivative;
    if (derivative !== undefined) return { outputs: y, kept: { ...kept, derivative } };
    release(backend, ...Object.values(kept));
    return { outputs: y };
  },

  branchGradient: (backend, { dy, gamma, keep }) =>
    residualKernels.branchGradient(backend, { branch: dy, gamma, keep }, {}),

  gammaGradient: (backend, inputs) => residualKernels.gammaGradient(backend, inputs, {}),

  narrowingGradients: (backend, { dbranch, hidden }) => affineGradients(backend, cellsOf(dbranch), hidden),

  hiddenGradient(backend, { dbranch, w2, derivative }) {
    const [m, n] = derivative.shape as [number, number];
    const k = w2.shape[0]!;
    const dhidden = allocateLike(backend, derivative);
    hiddenGradient(
      backend,
      { width: lanesOf(k), lanes: lanesOf(n) },
      { ...{ m, n, k }, inputs: { dbranch, w: w2, derivative }, outputs: { dhidden } },
    );
    return dhidden;
  },

  wideningGradients: (backend, { dhidden, normed }) => affineGradients(backend, dhidden, cellsOf(normed)),

  normGradients(backend, { dhidden, w1, mixed, scale, shift, statistics }) {
    const dnormed = linearKernels.inputGradient(backend, { dz: dhidden, w: w1, x: mixed }, {});
    const all = layerNormKernels.gradients(
      backend,
      { dy: dnormed, x: mixed, gamma: scale, beta: shift, statistics },
      // Epsilon is in the statistics already.
      { eps: 0 },
    );
    release(backend, dnormed);
    return all;
  },

  filterGradients: (backend, { dmixed, x }) =>
    depthwiseConvKernels.filterGradients(backend, { dy: dmixed, x }, {}),

  inputGradient: (backend, { dy, dmixed, filter, x }) =>
    depthwiseInputGradient(backend, { dy: dmixed, w: filter, x }, dy),
};
