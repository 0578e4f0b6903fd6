import { setFlagsFromString } from 'node:v8';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Computer } from '../compute/computer';
import { nodeFiles } from './nodeFiles';
import { openProcessor } from './processor';
import { hasRelaxedSimd } from './relaxedSimd';
import { describeOps, type OpName } from './testing/describeOps';

/** Ops whose kernels add products; the others are the same in both builds. */
const FUSED: readonly OpName[] = [
  'conv2d',
  'depthwiseConv',
  'layerNorm',
  'linear',
  'pairwiseNearest',
  'patchConv',
  'pixelEntropy',
  'residual',
];

/** Node 20 has relaxed SIMD, but does not show it; from Node 22 on it is there. */
const isHidden = !hasRelaxedSimd();
const show = (flag: string): void => {
  if (isHidden) setFlagsFromString(flag);
};

let processor: Computer;
beforeAll(async () => {
  show('--experimental-wasm-relaxed-simd');
  processor = await openProcessor(nodeFiles());
});
afterAll(() => {
  processor.close();
  show('--no-experimental-wasm-relaxed-simd');
});

/** −1 + (1 + 2⁻¹²)², whose last bit rounding the product loses. */
async function delicateSum(): Promise<number> {
  const x = 1 + 2 ** -12;
  const product = tf.tidy(() => tf.matMul(tf.tensor2d([[-1, x]]), tf.tensor2d([[1], [x]])));
  const [value] = await product.data();
  product.dispose();
  return value!;
}
const ROUNDED_TWICE = 2 ** -11;
const ROUNDED_ONCE = 2 ** -11 + 2 ** -24;

describe('the build for relaxed SIMD', () => {
  it('is taken where the engine has it, and the device says so', () => {
    expect(processor.summary).toMatchObject({ name: 'Processor (FMA)', features: ['simd', 'relaxed-simd'] });
  });

  it('rounds a product with its sum once, or twice where the processor cannot', async () => {
    expect([ROUNDED_ONCE, ROUNDED_TWICE]).toContain(await delicateSum());
  });

  it('can be left aside', async () => {
    const plain = await openProcessor(nodeFiles(), { relaxed: false });
    expect(plain.summary).toMatchObject({ name: 'Processor', features: ['simd'] });
    expect(await delicateSum()).toBe(ROUNDED_TWICE);
    processor = await openProcessor(nodeFiles());
  });
});

describeOps('ops of the build for relaxed SIMD against their compositions', FUSED);
