import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { CASES } from '../../ops/cases';
import type { OpCases } from '../../ops/cases/opCases';
import { COMPOSED } from '../../ops/kernels';
import { compareToComposed } from '../../ops/comparing/compareToComposed';
import { registerWasmKernels, WASM_KERNELS } from './index';
import { processorTolerance } from './tolerance';

beforeAll(async () => {
  await tf.setBackend('wasm');
  registerWasmKernels();
});

describe('ops on WebAssembly against their compositions', () => {
  for (const [name, cases] of Object.entries<OpCases>(CASES)) {
    const runs = WASM_KERNELS[name as keyof typeof CASES] === COMPOSED ? 'composition' : 'kernels';
    for (const [size, at] of Object.entries(cases.sizes))
      it(`${name}, ${size}`, async () => {
        const compared = await compareToComposed(cases, at, { backend: 'wasm', runs });
        expect(compared.error, compared.worst).toBeLessThanOrEqual(processorTolerance(name, cases));
        expect(compared.repeats).toBe(true);
      });
  }
});
