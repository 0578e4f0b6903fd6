import { expect, it } from 'vitest';
import { WEBGPU_KERNELS } from '../../gpu/kernels';
import { COMPOSED } from '../../ops/kernels';
import { WASM_KERNELS } from './index';

const composedIn = (kernels: Readonly<Record<string, unknown>>): string[] =>
  Object.keys(kernels).filter((name) => kernels[name] === COMPOSED);

it('runs these ops as their compositions, and all others on kernels', () => {
  expect(composedIn(WEBGPU_KERNELS)).toEqual(['pickMatched', 'pixelEntropy']);
  expect(composedIn(WASM_KERNELS)).toEqual([
    'collapseMeasures',
    'convnextBlock',
    'criterionTerms',
    'crossEntropy',
    'lossScale',
    'mapAndMean',
    'matchWeights',
  ]);
});
