import * as tf from '@tensorflow/tfjs-core';
import type {
  criterionTerms,
  CriterionGrams,
  CriterionTermsAttributes,
  CriterionTermsInputs,
} from '../../ops/criterionTerms';
import type { Infos } from '../../ops/kernels';
import { BRANCHES, CRITERION_WEIGHTS, type Branch } from '../../vicregl/definition/terms';
import { allocate, release } from '../backendView';
import { allocateScratch } from '../scratchTensors';
import { need, type WebGpuKernels } from './kernel';
import { matchedSlots } from './matchedSlots';
import { scatterCells } from './scatterCells';
import type { Slots } from './slots';
import { leaveShares, shareCounts, slotTermsGradient } from './slotTerms';
import { sumTerms } from './sumTerms';
import { viewSlots } from './viewSlots';

/** @file The criterion: its terms' shares from each source, one sum of all, and the gradients of the sources. */

/** Slots of which a branch takes terms. */
interface Source {
  readonly branch: Branch;
  readonly gram: keyof CriterionGrams;
  readonly slots: Slots;
}

type Inputs = Readonly<Infos<CriterionTermsInputs>>;

const globalSlots = (inputs: Inputs, { global }: CriterionTermsAttributes): Slots =>
  viewSlots(need(inputs, 'embeddings'), global!);
const localSlots = ({ weight, ...inputs }: Inputs, { local }: CriterionTermsAttributes): Slots =>
  matchedSlots({ maps: need(inputs, 'maps'), index: need(inputs, 'index'), weight }, local!);
const completeSlots = (inputs: Inputs, { complete }: CriterionTermsAttributes): Slots =>
  viewSlots(need(inputs, 'maps'), complete!);

function sourcesOf(inputs: Inputs, attributes: CriterionTermsAttributes): Source[] {
  const { global, local, complete } = attributes;
  const sources: Source[] = [];
  if (global) sources.push({ branch: 'global', gram: 'globalGram', slots: globalSlots(inputs, attributes) });
  if (local) sources.push({ branch: 'local', gram: 'localGram', slots: localSlots(inputs, attributes) });
  if (complete)
    sources.push({ branch: 'local', gram: 'completeGram', slots: completeSlots(inputs, attributes) });
  return sources;
}

/** Where the factors of the local branch begin: after those of the global one, where there is one. */
const firstLocalFactor = ({ global }: CriterionTermsAttributes): number => (global ? 3 : 0);

export const criterionTermsKernels: WebGpuKernels<typeof criterionTerms> = {
  forward(backend, inputs, attributes, keeps) {
    const sources = sourcesOf(inputs, attributes);
    const branches = BRANCHES.filter((branch) => sources.some((source) => source.branch === branch));
    if (sources.some(({ slots }) => slots.batch < 2)) {
      const nothing = tf.fill([3 * branches.length], NaN);
      return { outputs: [tf.scalar(NaN), nothing], kept: { factors: tf.clone(nothing) } };
    }
    const counts = sources.map(({ slots }) => shareCounts(slots));
    let end = 0;
    const firsts = counts.map(({ moments, energies }) => {
      end += 2 * moments + energies;
      return end - 2 * moments - energies;
    });
    const shares = allocateScratch(backend, [end]);
    const grams: Partial<Record<keyof CriterionGrams, tf.TensorInfo>> = {};
    sources.forEach(({ gram, slots }, i) => {
      const left = leaveShares(backend, slots, { tensor: shares, first: firsts[i]! });
      if (left === undefined) return;
      if (keeps) grams[gram] = left;
      else release(backend, left);
    });
    const total = allocate(backend, []);
    const terms = allocate(backend, [3 * branches.length]);
    const factors = allocate(backend, terms.shape);
    sumTerms(backend, {
      shares,
      sources: sources.map(({ branch }, i) => ({ branch, first: firsts[i]!, ...counts[i]! })),
      live: Object.fromEntries(
        CRITERION_WEIGHTS.flatMap((name) => {
          const weight = inputs[name];
          return weight === undefined ? [] : [[name, weight]];
        }),
      ),
      plain: attributes.weights,
      outputs: { total, terms, factors },
    });
    release(backend, shares);
    return { outputs: [total, terms], kept: { factors, ...grams } };
  },

  embeddingsGradient(backend, { dy, factors, globalGram, ...inputs }, attributes) {
    const slots = globalSlots(inputs, attributes);
    return slotTermsGradient(backend, { dy, factors, firstFactor: 0 }, slots, globalGram).gradient;
  },

  matchedGradient(backend, { dy, factors, localGram, ...inputs }, attributes) {
    const slots = localSlots(inputs, attributes);
    const terms = { dy, factors, firstFactor: firstLocalFactor(attributes) };
    return scatterCells(
      backend,
      slots,
      slotTermsGradient(backend, terms, slots, localGram),
      attributes.local!,
    );
  },

  completeGradient(backend, { dy, factors, completeGram, ...inputs }, attributes) {
    const slots = completeSlots(inputs, attributes);
    const terms = { dy, factors, firstFactor: firstLocalFactor(attributes) };
    return slotTermsGradient(backend, terms, slots, completeGram).gradient;
  },
};
