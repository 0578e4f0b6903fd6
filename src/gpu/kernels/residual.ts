import { util, type TensorInfo } from '@tensorflow/tfjs-core';
import type { residual } from '../../ops/residual';
import type { BackendView } from '../backendView';
import { runProgram } from '../dispatch';
import { allocateActivation, allocateLike } from '../halfTensors';
import { defineProgram } from '../program';
import { defineColumnSums } from './columnSums';
import { elementOf, FLAT_INDEX, FLAT_THREADS, flatWorkgroups, lanesOf, realOf } from './flat';
import type { WebGpuKernels } from './kernel';

/** @file x + branch · gamma · keep[sample], the end of a residual block, and its gradients. */

export type Scales = { gamma: boolean; keep: boolean };

/** WGSL: the factors of element i of a branch; `params.channels` and `params.sample` count in elements, of one or four values. */
export const scaleOf = ({ gamma, keep }: Scales): string =>
  `${gamma ? ' * gamma[i % params.channels]' : ''}${keep ? ' * keep[i / params.sample]' : ''}`;

const program = defineProgram<Scales & { add: boolean; lanes: 1 | 4 }>(
  'residual',
  ({ add, lanes, ...scales }) => {
    const real = realOf(lanes);
    return {
      inputs: {
        ...(add && { x: real }),
        branch: real,
        ...(scales.gamma && { gamma: elementOf(lanes) }),
        ...(scales.keep && { keep: 'f32' }),
      },
      outputs: { y: real },
      uniforms: { size: 'u32', channels: 'u32', sample: 'u32' },
      workgroupSize: [FLAT_THREADS],
      main: `
  ${FLAT_INDEX}
  if (i >= params.size) { return; }
  write_y(i, ${add ? 'read_x(i) + ' : ''}read_branch(i)${scaleOf(scales)});`,
    };
  },
);

/** Of a sample, in `Value`s. */
const UNIFORMS = { sample: 'u32' } as const;
const gammaSums = defineColumnSums('residual_gamma_gradient', {
  inputs: { dy: 'Value', branch: 'Value' },
  terms: ['read_dy(i) * read_branch(i)'],
  operations: 2,
});
const keptGammaSums = defineColumnSums('residual_gamma_gradient_keep', {
  inputs: { dy: 'Value', branch: 'Value', keep: 'f32' },
  uniforms: UNIFORMS,
  terms: ['read_dy(i) * read_branch(i) * keep[i / params.sample]'],
  operations: 3,
});

interface Scaled {
  readonly x?: TensorInfo;
  readonly branch: TensorInfo;
  readonly gamma?: TensorInfo | undefined;
  readonly keep?: TensorInfo | undefined;
}

/** Writes branch, scaled and added to x where there is one, into `y`. */
function scaleBranch(backend: BackendView, { x, branch, gamma, keep }: Scaled, y: TensorInfo): TensorInfo {
  const lanes = lanesOf(branch.shape.at(-1)!);
  const size = util.sizeFromShape(branch.shape) / lanes;
  const scales = { gamma: gamma !== undefined, keep: keep !== undefined };
  const perElement = Number(x !== undefined) + Number(scales.gamma) + Number(scales.keep);
  runProgram(backend, program({ add: x !== undefined, lanes, ...scales }), {
    inputs: { ...(x && { x }), branch, ...(gamma && { gamma }), ...(keep && { keep }) },
    outputs: { y },
    uniforms: { size, channels: branch.shape.at(-1)! / lanes, sample: size / branch.shape[0]! },
    workgroups: flatWorkgroups(backend, size),
    operations: perElement * size * lanes,
  });
  return y;
}

export const residualKernels: WebGpuKernels<typeof residual> = {
  forward: (backend, inputs, attributes) =>
    scaleBranch(backend, inputs, allocateActivation(backend, inputs.x.shape, attributes)),

  branchGradient: (backend, inputs) => scaleBranch(backend, inputs, allocateLike(backend, inputs.branch)),

  gammaGradient(backend, { dy, branch, keep }) {
    const size = util.sizeFromShape(dy.shape);
    const channels = dy.shape.at(-1)!;
    const sums =
      keep === undefined
        ? gammaSums(backend, { dy, branch }, size / channels, channels)
        : keptGammaSums(backend, { dy, branch, keep }, size / channels, channels, {
            sample: size / dy.shape[0]! / lanesOf(channels),
          });
    return sums[0]!;
  },
};

/** Two tensors of halves, added up. */
export function addHalves(backend: BackendView, x: TensorInfo, branch: TensorInfo): TensorInfo {
  return scaleBranch(backend, { x, branch }, allocateLike(backend, x));
}
