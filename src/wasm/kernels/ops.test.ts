import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { CASES } from '../../ops/cases';
import type { OpCases } from '../../ops/cases/opCases';
import { COMPOSED } from '../../ops/kernels';
import { compareToComposed } from '../../ops/testing/compareToComposed';
import { registerWasmKernels, WASM_KERNELS } from './index';

const TOLERANCE = 1e-5;
const TOLERANCES: Readonly<Partial<Record<string, number>>> = {
  // Whole numbers, the same in every bit.
  renderViews: 0,
  // Stock sums of a million squares, one after the other in float32.
  matchTerms: 1e-3,
  viewTerms: 1e-3,
};

beforeAll(async () => {
  await tf.setBackend('wasm');
  registerWasmKernels();
});

describe('ops on WebAssembly against their compositions', () => {
  for (const [name, cases] of Object.entries<OpCases>(CASES)) {
    const runs = WASM_KERNELS[name as keyof typeof CASES] === COMPOSED ? 'composition' : 'kernels';
    const tolerance = TOLERANCES[name] ?? Math.min(cases.tolerance, TOLERANCE);
    for (const [size, at] of Object.entries(cases.sizes))
      it(`${name}, ${size}`, async () => {
        const compared = await compareToComposed(cases, at, { backend: 'wasm', runs });
        expect(compared.error, compared.worst).toBeLessThanOrEqual(tolerance);
        expect(compared.repeats).toBe(true);
      });
  }
});
