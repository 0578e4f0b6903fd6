import {
  clone,
  registerGradient,
  util,
  type NamedAttrMap,
  type Tensor,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { allocate, share, type BackendView } from '../backendView';
import { runProgram } from '../dispatch';
import { allocateActivation, allocateLike } from '../halfTensors';
import { defineProgram } from '../program';
import { defineColumnSums } from './columnSums';
import { elementOf, FLAT_INDEX, FLAT_THREADS, flatWorkgroups, lanesOf, realOf } from './flat';
import { firstOutput, recordsGradients, runKernel } from './gradients';
import { registerHalfAdd } from './halfAdd';
import { need, registerWebGpuKernel, type KernelInputs } from './register';

/** @file x + branch · gamma · keep[sample], the end of a residual block, and its gradients. */

type Scales = { gamma: boolean; keep: boolean };

/** The factors of element i of the branch; channels and samples are counted in elements, of one or four values. */
const scale = ({ gamma, keep }: Scales): string =>
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
  write_y(i, ${add ? 'read_x(i) + ' : ''}read_branch(i)${scale(scales)});`,
    };
  },
);

/** Of a sample, in `Value`s. */
const UNIFORMS = { sample: 'u32' } as const;
const gammaSums = defineColumnSums('residual_gamma_gradient', {
  inputs: { dy: 'Value', branch: 'Value' },
  terms: ['read_dy(i) * read_branch(i)'],
});
const keptGammaSums = defineColumnSums('residual_gamma_gradient_keep', {
  inputs: { dy: 'Value', branch: 'Value', keep: 'f32' },
  uniforms: UNIFORMS,
  terms: ['read_dy(i) * read_branch(i) * keep[i / params.sample]'],
});

/** Writes branch, scaled and added to x where there is one, into `y`. */
function scaleBranch(backend: BackendView, inputs: KernelInputs, y: TensorInfo): TensorInfo {
  const branch = need(inputs, 'branch');
  const { x, gamma, keep } = inputs;
  const lanes = lanesOf(branch.shape.at(-1)!);
  const size = util.sizeFromShape(branch.shape) / lanes;
  const given = { x, branch, gamma, keep };
  const present = Object.entries(given).filter(
    (entry): entry is [string, TensorInfo] => entry[1] !== undefined,
  );
  const scales = { gamma: gamma !== undefined, keep: keep !== undefined };
  runProgram(backend, program({ add: x !== undefined, lanes, ...scales }), {
    inputs: Object.fromEntries(present),
    outputs: { y },
    uniforms: { size, channels: branch.shape.at(-1)! / lanes, sample: size / branch.shape[0]! },
    workgroups: flatWorkgroups(backend, size),
  });
  return y;
}

function gammaGradient(backend: BackendView, inputs: KernelInputs): TensorInfo {
  const [dy, branch] = [need(inputs, 'dy'), need(inputs, 'branch')];
  const { keep } = inputs;
  const size = util.sizeFromShape(dy.shape);
  const channels = dy.shape.at(-1)!;
  const sums =
    keep === undefined
      ? gammaSums(backend, { dy, branch }, size / channels, channels)
      : keptGammaSums(backend, { dy, branch, keep }, size / channels, channels, {
          sample: size / dy.shape[0]! / lanesOf(channels),
        });
  return sums[0]!;
}

/**
 * The sum and, where a backward pass follows, what the gradients need: branch, gamma and keep, each an empty tensor
 * where it is absent or not needed, for tfjs saves inputs only if they are all there.
 */
function residualKernel(backend: BackendView, inputs: KernelInputs, attributes: NamedAttrMap): TensorInfo[] {
  const y = scaleBranch(backend, inputs, allocateActivation(backend, need(inputs, 'x').shape, attributes));
  if (!recordsGradients()) return [y];
  const { branch, gamma, keep } = inputs;
  const kept = [gamma === undefined ? undefined : branch, gamma, keep];
  return [
    y,
    ...kept.map((tensor) => (tensor === undefined ? allocate(backend, [0]) : share(backend, tensor))),
  ];
}

export function registerResidual(): void {
  registerWebGpuKernel('VicResidual', residualKernel);
  registerWebGpuKernel('VicResidualBranchGradient', (backend, inputs) =>
    scaleBranch(backend, inputs, allocateLike(backend, need(inputs, 'branch'))),
  );
  registerHalfAdd((backend, x, branch) => scaleBranch(backend, { x, branch }, allocateLike(backend, x)));
  registerWebGpuKernel('VicResidualGammaGradient', gammaGradient);
  registerGradient({
    kernelName: 'VicResidual',
    outputsToSave: [false, true, true, true],
    gradFunc: (dys, saved) => {
      const dy = firstOutput(dys);
      const [branch, gamma, keep] = saved as [Tensor, Tensor, Tensor];
      const scales = { ...(gamma.size > 0 && { gamma }), ...(keep.size > 0 && { keep }) };
      const plain = Object.keys(scales).length === 0;
      return {
        x: () => clone(dy),
        branch: () => (plain ? clone(dy) : runKernel('VicResidualBranchGradient', { branch: dy, ...scales })),
        gamma: () => runKernel('VicResidualGammaGradient', { ...scales, dy, branch }),
      };
    },
  });
}
