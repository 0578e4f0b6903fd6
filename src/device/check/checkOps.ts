import * as tf from '@tensorflow/tfjs-core';
import { HALF_STORAGE, HALVES_TOLERANCE } from '../../gpu/halfStorage';
import { CASES } from '../../ops/cases';
import { USUAL_HALVES, type OpCases, type Size } from '../../ops/cases/opCases';
import { compareToComposed, type CompareOptions } from '../../ops/comparing/compareToComposed';
import { kernelsOf } from '../../ops/kernels';
import { processorTolerance } from '../../wasm/kernels/tolerance';
import type { CheckRow } from './checkRow';
import type { CheckItem } from './checkItem';

/** What runs most in a training, each at one small size: what a device must get right before anything is trained on it. */
export const QUICK: Readonly<Partial<Record<keyof typeof CASES, string>>> = {
  linear: '65×12 → 33, gelu',
  conv2d: '3×3 with stride',
  batchNorm: 'many rows, ReLU',
  layerNorm: 'ragged',
  depthwiseConv: 'small map',
  residual: 'layer scale',
  pairwiseNearest: 'ragged',
  patchConv: 'one patch',
  criterionTerms: 'both branches',
  adamwAll: 'slots in use',
};

/** The comparisons of `QUICK` on a backend of tfjs. */
export function quickItems(backend: string): CheckItem[] {
  return Object.entries(QUICK).map(([name, size]) => {
    const cases: OpCases = CASES[name as keyof typeof CASES];
    return opItem(backend, name, cases, size, cases.sizes[size]!);
  });
}

/** Every op at every size at which it is tested; on a GPU in halves too. */
export function opItems(backend: string): CheckItem[] {
  const all = Object.entries<OpCases>(CASES);
  const plain = all.flatMap(([name, cases]) =>
    Object.entries(cases.sizes).map(([size, at]) => opItem(backend, name, cases, size, at)),
  );
  return backend === 'webgpu'
    ? [...plain, ...all.flatMap(([name, cases]) => halvesItems(name, cases))]
    : plain;
}

function opItem(backend: string, name: string, cases: OpCases, label: string, size: Size): CheckItem {
  const tolerance = backend === 'webgpu' ? cases.tolerance : processorTolerance(name, cases);
  return {
    ...{ part: 'op', name, size: label },
    compare: () => rowOf(cases, size, tolerance, { backend }),
  };
}

function halvesItems(name: string, cases: OpCases): CheckItem[] {
  return Object.entries(cases.halves ?? {}).map(([size, at]) => ({
    ...{ part: 'halves', name, size },
    compare: () =>
      rowOf(cases, at, HALVES_TOLERANCE, {
        backend: 'webgpu',
        halves: { inputs: at.halves ?? USUAL_HALVES, storage: HALF_STORAGE },
      }),
  }));
}

async function rowOf(
  cases: OpCases,
  size: Size,
  tolerance: number,
  options: Omit<CompareOptions, 'runs'>,
): Promise<Pick<CheckRow, 'error' | 'worst' | 'repeats'>> {
  await tf.setBackend(options.backend);
  const runs = kernelsOf(cases.op.name) === undefined ? 'composition' : 'kernels';
  const { error, worst, repeats } = await compareToComposed(cases, size, { ...options, runs });
  return { error: inTolerances(error, tolerance), worst, repeats };
}

/** An error as a multiple of its tolerance; `null` where it is no finite number. */
export function inTolerances(error: number, tolerance: number): number | null {
  const multiple = error === 0 ? 0 : error / tolerance;
  if (Number.isFinite(multiple)) return multiple;
  // Where nothing is allowed, any finite error is beyond it.
  return Number.isFinite(error) ? Number.MAX_VALUE : null;
}
