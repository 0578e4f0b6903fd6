import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll } from 'vitest';
import { CASES } from '../../ops/cases';
import { describeOps, type OpName } from '../testing/describeOps';
import { registerWasmKernels } from './index';

beforeAll(async () => {
  await tf.setBackend('wasm');
  registerWasmKernels();
});

describeOps('ops on WebAssembly against their compositions', Object.keys(CASES) as OpName[]);
