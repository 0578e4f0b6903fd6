import { allocate } from '../backendView';
import { runProgram } from '../dispatch';
import type { combineTerms } from '../../ops/combineTerms';
import {
  BRANCHES,
  CRITERION_WEIGHTS,
  type Branch,
  type CriterionWeight,
} from '../../vicregl/definition/terms';
import { defineProgram } from '../program';
import { need, type WebGpuKernels } from './kernel';

/** @file The loss from its terms, and what its gradient is to each of them. */

/** Which branches there are, and which weights are tensors. */
type Variant = Record<Branch | CriterionWeight, boolean>;

/** What a branch counts, in WGSL. */
const SHARE: Readonly<Record<Branch, string>> = { global: 'alpha', local: '(1.0 - alpha)' };

/** A branch's tensor in the program, where `local` and `global` are taken. */
const termsOf = (branch: Branch): string => `${branch}Terms`;

const floats = (names: readonly string[]): Record<string, 'f32'> =>
  Object.fromEntries(names.map((name) => [name, 'f32']));

/** The loss, the weighted terms of each branch, and for the gradient what each of its terms counts in the loss. */
const sumProgram = defineProgram('combineTerms', (variant: Variant) => {
  const branches = BRANCHES.filter((name) => variant[name]);
  const isLive = (name: CriterionWeight): boolean => variant[name];
  return {
    inputs: floats([...branches.map(termsOf), ...CRITERION_WEIGHTS.filter(isLive)]),
    outputs: floats(['total', 'terms', 'factors']),
    uniforms: floats(CRITERION_WEIGHTS.filter((name) => !isLive(name))),
    workgroupSize: [1],
    main: `
  ${CRITERION_WEIGHTS.map((name) => `let ${name}Value = ${isLive(name) ? `${name}[0]` : `params.${name}`};`).join(' ')}
  let weights = vec3<f32>(lambdaValue, muValue, nuValue);
  var sum = 0.0;
  ${branches
    .map((name, b) => {
      const each = (write: (term: number) => string): string => [0, 1, 2].map(write).join(' ');
      return `{
    let share = ${SHARE[name].replace('alpha', 'alphaValue')};
    let weighted = weights * vec3<f32>(${termsOf(name)}[0], ${termsOf(name)}[1], ${termsOf(name)}[2]);
    sum += share * (weighted.x + weighted.y + weighted.z);
    ${each((term) => `terms[${3 * b + term}] = weighted[${term}]; factors[${3 * b + term}] = share * weights[${term}];`)}
  }`;
    })
    .join('\n  ')}
  total[0] = sum;`,
  };
});

const gradientProgram = defineProgram('combineTermsGradient', ({ branches }: { branches: number }) => ({
  inputs: floats(['dy', 'factors']),
  outputs: floats(Array.from({ length: branches }, (_, b) => `branch${b}`)),
  workgroupSize: [3],
  main: Array.from(
    { length: branches },
    (_, b) => `branch${b}[localIndex] = dy[0] * factors[${3 * b}u + localIndex];`,
  ).join('\n'),
}));

export const combineTermsKernels: WebGpuKernels<typeof combineTerms> = {
  forward(backend, inputs, attributes) {
    const isGiven = (name: Branch | CriterionWeight): boolean => inputs[name] !== undefined;
    const branches = BRANCHES.filter(isGiven);
    const variant = Object.fromEntries(
      [...BRANCHES, ...CRITERION_WEIGHTS].map((name) => [name, isGiven(name)]),
    ) as Variant;
    const total = allocate(backend, []);
    const terms = allocate(backend, [3 * branches.length]);
    const factors = allocate(backend, terms.shape);
    runProgram(backend, sumProgram(variant), {
      inputs: Object.fromEntries([
        ...branches.map((name) => [termsOf(name), need(inputs, name)] as const),
        ...CRITERION_WEIGHTS.filter(isGiven).map((name) => [name, need(inputs, name)] as const),
      ]),
      outputs: { total, terms, factors },
      uniforms: attributes,
      workgroups: [1],
    });
    return { outputs: [total, terms], kept: { factors } };
  },

  branchGradients(backend, { dy, factors }) {
    const branches = factors.shape[0]! / 3;
    const gradients = Array.from({ length: branches }, () => allocate(backend, [3]));
    runProgram(backend, gradientProgram({ branches }), {
      inputs: { dy, factors },
      outputs: Object.fromEntries(gradients.map((gradient, b) => [`branch${b}`, gradient])),
      workgroups: [1],
    });
    return gradients;
  },
};
