import type { TensorInfo } from '@tensorflow/tfjs-core';
import {
  BRANCHES,
  CRITERION_WEIGHTS,
  type Branch,
  type CriterionWeight,
} from '../../vicregl/definition/terms';
import type { BackendView } from '../backendView';
import { runProgram } from '../dispatch';
import { defineProgram } from '../program';
import type { ShareCounts } from './slotTerms';
import { workgroupSum } from './workgroupSum';

/** @file The loss and its terms from the shares that many workgroups have left, and what each term counts in it. */

const THREADS = 256;

/** How many sources a branch has, and which weights are tensors. */
type Variant = Record<Branch, number> & Record<CriterionWeight, boolean>;

/** What a branch counts, in WGSL. */
const SHARE: Readonly<Record<Branch, string>> = { global: 'alphaValue', local: '(1.0 - alphaValue)' };

const floats = (names: readonly string[]): Record<string, 'f32'> =>
  Object.fromEntries(names.map((name) => [name, 'f32']));

/** WGSL: adds to this thread's sums what it takes of source `s`. */
const addSource = (s: number): string => `
    for (var i = localIndex; i < params.moments${s}; i += ${THREADS}u) {
      let at = params.first${s} + i;
      sums += vec3<f32>(shares[at], shares[at + params.moments${s}], 0.0);
    }
    for (var i = localIndex; i < params.energies${s}; i += ${THREADS}u) {
      sums.z += shares[params.first${s} + 2u * params.moments${s} + i];
    }`;

/** One workgroup, so always in the same order. */
const sumProgram = defineProgram('sumTerms', (variant: Variant) => {
  const isLive = (name: CriterionWeight): boolean => variant[name];
  const sources = variant.global + variant.local;
  const branches = BRANCHES.filter((branch) => variant[branch] > 0);
  const ofBranch = (branch: Branch): number[] =>
    Array.from({ length: variant[branch] }, (_, i) => i + (branch === 'global' ? 0 : variant.global));
  return {
    inputs: { shares: 'f32', ...floats(CRITERION_WEIGHTS.filter(isLive)) },
    outputs: floats(['total', 'terms', 'factors']),
    uniforms: {
      ...Object.fromEntries(
        Array.from({ length: sources }, (_, s) => [`first${s}`, `moments${s}`, `energies${s}`])
          .flat()
          .map((name) => [name, 'u32' as const]),
      ),
      ...floats(CRITERION_WEIGHTS.filter((name) => !isLive(name))),
    },
    workgroupSize: [THREADS],
    declarations: workgroupSum(THREADS),
    main: `
  ${CRITERION_WEIGHTS.map((name) => `let ${name}Value = ${isLive(name) ? `${name}[0]` : `params.${name}`};`).join(' ')}
  let weights = vec3<f32>(lambdaValue, muValue, nuValue);
  var loss = 0.0;
  ${branches
    .map(
      (branch, b) => `{
    var sums = vec3<f32>();${ofBranch(branch).map(addSource).join('')}
    let factor = ${SHARE[branch]} * weights;
    var weighted = 0.0;
    for (var term = 0u; term < 3u; term++) {
      let value = weights[term] * workgroupSum(sums[term], localIndex);
      weighted += value;
      if (localIndex == 0u) {
        terms[${3 * b}u + term] = value;
        factors[${3 * b}u + term] = factor[term];
      }
    }
    loss += ${SHARE[branch]} * weighted;
  }`,
    )
    .join('\n  ')}
  if (localIndex == 0u) { total[0] = loss; }`,
  };
});

/** Some terms' shares, and the branch that they belong to. */
interface SourceShares extends ShareCounts {
  readonly branch: Branch;
  readonly first: number;
}

/** Adds up the shares of all sources, those of the global branch first, into the outputs. */
export function sumTerms(
  backend: BackendView,
  {
    shares,
    sources,
    live,
    plain,
    outputs,
  }: {
    readonly shares: TensorInfo;
    readonly sources: readonly SourceShares[];
    readonly live: Readonly<Partial<Record<CriterionWeight, TensorInfo>>>;
    readonly plain: Readonly<Partial<Record<CriterionWeight, number>>>;
    /** The loss, its weighted terms, and what each of them counts in it. */
    readonly outputs: Readonly<Record<'total' | 'terms' | 'factors', TensorInfo>>;
  },
): void {
  const count = (branch: Branch): number => sources.filter((source) => source.branch === branch).length;
  const variant: Variant = {
    global: count('global'),
    local: count('local'),
    ...(Object.fromEntries(CRITERION_WEIGHTS.map((name) => [name, name in live])) as Record<
      CriterionWeight,
      boolean
    >),
  };
  const ranges = sources.flatMap(({ first, moments, energies }, s) => [
    [`first${s}`, first] as const,
    [`moments${s}`, moments] as const,
    [`energies${s}`, energies] as const,
  ]);
  runProgram(backend, sumProgram(variant), {
    inputs: { shares, ...live },
    outputs: { ...outputs },
    uniforms: { ...plain, ...Object.fromEntries(ranges) },
    workgroups: [1],
  });
}
