import { util, type TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendView } from '../backendView';
import { runProgram } from '../dispatch';
import { defineProgram } from '../program';
import { FLAT_INDEX, FLAT_THREADS, flatWorkgroups } from './flat';

/** @file The last step of sums that many workgroups share: parts added in a fixed order, so with the same bits every time. */

const addPartsProgram = defineProgram<{ count: number }>('add_parts', ({ count }) => {
  const indices = Array.from({ length: count }, (_, i) => i);
  return {
    inputs: { parts: 'f32' },
    outputs: Object.fromEntries(indices.map((i) => [`sum${i}`, 'f32'])),
    uniforms: {
      layers: 'u32',
      stride: 'u32',
      ...Object.fromEntries(indices.map((i) => [`size${i}`, 'u32'])),
    },
    workgroupSize: [FLAT_THREADS],
    main: `
  ${FLAT_INDEX}
  if (i >= params.stride) { return; }
  var total = 0.0;
  for (var layer = 0u; layer < params.layers; layer++) { total += parts[layer * params.stride + i]; }
  var at = i;
  ${indices.map((i) => `if (at < params.size${i}) { sum${i}[at] = total; return; }\n  at -= params.size${i};`).join('\n  ')}`,
  };
});

/** sums[j] = Σ parts[layer, …], where a layer holds the elements of all sums, one tensor after the other. */
export function addParts(
  backend: BackendView,
  parts: TensorInfo,
  layers: number,
  sums: readonly TensorInfo[],
): void {
  const sizes = sums.map((sum) => util.sizeFromShape(sum.shape));
  const stride = sizes.reduce((total, size) => total + size, 0);
  runProgram(backend, addPartsProgram({ count: sums.length }), {
    inputs: { parts },
    outputs: Object.fromEntries(sums.map((sum, i) => [`sum${i}`, sum])),
    uniforms: { layers, stride, ...Object.fromEntries(sizes.map((size, i) => [`size${i}`, size])) },
    workgroups: flatWorkgroups(backend, stride),
    operations: layers * stride,
  });
}
