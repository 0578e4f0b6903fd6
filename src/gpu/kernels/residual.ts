import { clone, registerGradient, util, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';
import { allocate, share, type BackendView } from '../backendView';
import { runProgram } from '../dispatch';
import { defineProgram } from '../program';
import { defineColumnSums } from './columnSums';
import { FLAT_INDEX, FLAT_THREADS, flatWorkgroups } from './flat';
import { firstOutput, recordsGradients, runKernel } from './gradients';
import { need, registerWebGpuKernel, type KernelInputs } from './register';

/** @file x + branch · gamma · keep[sample], the end of a residual block, and its gradients. */

type Scales = { gamma: boolean; keep: boolean };

/** The scale of element i of the branch. */
const scale = ({ gamma, keep }: Scales): string =>
  `(1.0${gamma ? ' * gamma[i % params.channels]' : ''}${keep ? ' * keep[i / params.sample]' : ''})`;

const program = defineProgram<Scales & { add: boolean }>('residual', ({ add, ...scales }) => ({
  inputs: {
    ...(add ? { x: 'f32' as const } : {}),
    branch: 'f32',
    ...(scales.gamma ? { gamma: 'f32' as const } : {}),
    ...(scales.keep ? { keep: 'f32' as const } : {}),
  },
  outputs: { y: 'f32' },
  uniforms: { size: 'u32', channels: 'u32', sample: 'u32' },
  workgroupSize: [FLAT_THREADS],
  main: `
  ${FLAT_INDEX}
  if (i >= params.size) { return; }
  y[i] = ${add ? `fma(branch[i], ${scale(scales)}, x[i])` : `branch[i] * ${scale(scales)}`};`,
}));

const UNIFORMS = { sample: 'u32' } as const;
const gammaSums = defineColumnSums('residual_gamma_gradient', {
  inputs: { dy: 'f32', branch: 'f32' },
  terms: ['dy[i] * branch[i]'],
});
const keptGammaSums = defineColumnSums('residual_gamma_gradient_keep', {
  inputs: { dy: 'f32', branch: 'f32', keep: 'f32' },
  uniforms: UNIFORMS,
  terms: ['dy[i] * branch[i] * keep[i / params.sample]'],
});

/** branch, scaled; added to x where there is one. */
function scaleBranch(backend: BackendView, inputs: KernelInputs): TensorInfo {
  const branch = need(inputs, 'branch');
  const { x, gamma, keep } = inputs;
  const y = allocate(backend, branch.shape);
  const size = util.sizeFromShape(branch.shape);
  const given = { x, branch, gamma, keep };
  const present = Object.entries(given).filter(
    (entry): entry is [string, TensorInfo] => entry[1] !== undefined,
  );
  const scales = { gamma: gamma !== undefined, keep: keep !== undefined };
  runProgram(backend, program({ add: x !== undefined, ...scales }), {
    inputs: Object.fromEntries(present),
    outputs: { y },
    uniforms: { size, channels: branch.shape.at(-1)!, sample: size / branch.shape[0]! },
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
          sample: size / dy.shape[0]!,
        });
  return sums[0]!;
}

/**
 * The sum and, where a backward pass follows, what the gradients need: branch, gamma and keep, each an empty tensor
 * where it is absent or not needed, for tfjs saves inputs only if they are all there.
 */
function residualKernel(backend: BackendView, inputs: KernelInputs): TensorInfo[] {
  const y = scaleBranch(backend, inputs);
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
  registerWebGpuKernel('VicResidualBranchGradient', scaleBranch);
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
        branch: () =>
          plain ? clone(dy) : runKernel<Tensor>('VicResidualBranchGradient', { branch: dy, ...scales }),
        gamma: () => runKernel<Tensor>('VicResidualGammaGradient', { ...scales, dy, branch }),
      };
    },
  });
}
