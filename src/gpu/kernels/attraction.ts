import {
  registerGradient,
  util,
  type NamedTensorMap,
  type Tensor,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { allocate, release, type BackendView } from '../backendView';
import { runProgram } from '../dispatch';
import { defineProgram, type ElementType } from '../program';
import { plainAttraction, weightedAttraction } from '../ops/attraction';
import { elementOf, FLAT_INDEX, FLAT_THREADS, flatWorkgroups, lanesOf, shape3 } from './flat';
import { runKernels, shared } from './gradients';
import { need, registerWebGpuKernel, type KernelInputs, type WebGpuKernel } from './register';
import { finishSum, sumValues, workgroupSum } from './workgroupSum';

/** @file The mean squared difference of matched pairs, all of them or those that a threshold leaves. */

const gradientKernel = (kernelName: string): string => `${kernelName}Gradient`;
const THREADS = 256;
/** Squared differences per thread from which on more workgroups share the sum. */
const SHARE = 16;
const MOST_WORKGROUPS = 256;

type Variant = { lanes: 1 | 4; weighted: boolean };

const pairInputs = ({ lanes, weighted }: Variant): Record<string, ElementType> => ({
  input: elementOf(lanes),
  candidate: elementOf(lanes),
  ...(weighted ? { weight: 'f32', pairs: 'f32' } : {}),
});

/** WGSL: what a squared difference counts in the mean; without weights the host knows it. */
const share = ({ weighted }: Variant): string =>
  weighted ? 'params.scale / max(pairs[0], 1.0)' : 'params.scale';
const weightOf = ({ weighted }: Variant): string => (weighted ? ' * weight[i / params.perPair]' : '');

const partialsProgram = defineProgram('attraction', (variant: Variant) => ({
  inputs: pairInputs(variant),
  outputs: { partials: 'f32' },
  uniforms: { count: 'u32', perPair: 'u32', scale: 'f32' },
  workgroupSize: [THREADS],
  declarations: workgroupSum(THREADS),
  main: `
  var sum = 0.0;
  for (var i = global.x; i < params.count; i += workgroups.x * ${THREADS}u) {
    let difference = input[i] - candidate[i];
    sum += ${variant.lanes === 4 ? 'dot(difference, difference)' : 'difference * difference'}${weightOf(variant)};
  }
  let total = workgroupSum(sum, localIndex);
  if (localIndex == 0u) { partials[workgroup.x] = total * ${share(variant)}; }`,
}));

const gradientProgram = defineProgram('attractionGradient', (variant: Variant) => ({
  inputs: { dy: 'f32', ...pairInputs(variant) },
  outputs: { dInput: elementOf(variant.lanes), dCandidate: elementOf(variant.lanes) },
  uniforms: { count: 'u32', perPair: 'u32', scale: 'f32' },
  workgroupSize: [FLAT_THREADS],
  main: `
  ${FLAT_INDEX}
  if (i >= params.count) { return; }
  let pull = (input[i] - candidate[i]) * (2.0 * dy[0] * (${share(variant)})${weightOf(variant)});
  dInput[i] = pull;
  dCandidate[i] = -pull;`,
}));

/** Inputs, uniforms and variant that both directions share; `pairs` is the number of pairs left, where there are weights. */
function describePairs(backend: BackendView, inputs: KernelInputs) {
  const input = need(inputs, 'input');
  const candidate = need(inputs, 'candidate');
  const channels = shape3(input)[2];
  const lanes = lanesOf(channels);
  const { weight } = inputs;
  const pairs = weight && sumValues(backend, weight);
  const tensors: Record<string, TensorInfo> = {
    input,
    candidate,
    ...(weight && pairs ? { weight, pairs } : {}),
  };
  const size = util.sizeFromShape(input.shape);
  return {
    tensors,
    pairs,
    variant: { lanes, weighted: weight !== undefined },
    uniforms: { count: size / lanes, perPair: channels / lanes, scale: 1 / (weight ? channels : size) },
  };
}

export function registerAttraction(): void {
  for (const { kernelName } of [plainAttraction, weightedAttraction]) {
    registerWebGpuKernel(kernelName, attract);
    registerWebGpuKernel(gradientKernel(kernelName), pullTogether);
  }
  registerGradient({
    kernelName: plainAttraction.kernelName,
    inputsToSave: ['input', 'candidate'],
    gradFunc: (dy, saved) => {
      const [input, candidate] = saved as [Tensor, Tensor];
      return gradients(plainAttraction.kernelName, { dy: dy as Tensor, input, candidate });
    },
  });
  registerGradient({
    kernelName: weightedAttraction.kernelName,
    inputsToSave: ['input', 'candidate', 'weight'],
    gradFunc: (dy, saved) => {
      const [input, candidate, weight] = saved as [Tensor, Tensor, Tensor];
      return gradients(weightedAttraction.kernelName, { dy: dy as Tensor, input, candidate, weight });
    },
  });
}

function gradients(kernelName: string, inputs: NamedTensorMap) {
  const both = shared(() => runKernels(gradientKernel(kernelName), inputs));
  return { input: () => both()[0]!, candidate: () => both()[1]! };
}

const attract: WebGpuKernel = (backend, inputs) => {
  const { tensors, pairs, variant, uniforms } = describePairs(backend, inputs);
  const workgroups = Math.min(Math.ceil(uniforms.count / (THREADS * SHARE)), MOST_WORKGROUPS);
  const partials = allocate(backend, [workgroups]);
  runProgram(backend, partialsProgram(variant), {
    inputs: tensors,
    outputs: { partials },
    uniforms,
    workgroups: [workgroups],
  });
  if (pairs) release(backend, pairs);
  return finishSum(backend, partials);
};

const pullTogether: WebGpuKernel = (backend, inputs) => {
  const { tensors, pairs, variant, uniforms } = describePairs(backend, inputs);
  const { shape } = need(inputs, 'input');
  const dInput = allocate(backend, shape);
  const dCandidate = allocate(backend, shape);
  runProgram(backend, gradientProgram(variant), {
    inputs: { dy: need(inputs, 'dy'), ...tensors },
    outputs: { dInput, dCandidate },
    uniforms,
    workgroups: flatWorkgroups(backend, uniforms.count),
  });
  if (pairs) release(backend, pairs);
  return [dInput, dCandidate];
};
