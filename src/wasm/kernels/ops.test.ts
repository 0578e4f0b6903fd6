import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { compareAt } from '../../gpu/kernels/compareToComposed';
import { CASES } from '../../ops/cases';
import { COMPOSED } from '../../ops/kernels';
import { registerWasmKernels, WASM_KERNELS } from './index';

const TOLERANCE = 1e-5;

beforeAll(async () => {
  await tf.setBackend('wasm');
  registerWasmKernels();
});

describe('ops on WebAssembly against their compositions', () => {
  for (const [name, cases] of Object.entries(CASES)) {
    if (WASM_KERNELS[name as keyof typeof CASES] === COMPOSED) continue;
    for (const [size, at] of Object.entries(cases.sizes))
      it(`${name}, ${size}`, async () => {
        const compared = await compareAt(cases, at, { backend: 'wasm' });
        expect(compared.error, compared.worst).toBeLessThan(TOLERANCE);
        expect(compared.repeats).toBe(true);
      });
  }
});
