import { util, type TensorInfo } from '@tensorflow/tfjs-core';
import { allocate, release, type BackendView } from '../backendView';
import { runProgram } from '../dispatch';
import { defineProgram } from '../program';
import { FLAT_INDEX, FLAT_THREADS, flatWorkgroups } from './flat';

/** @file The last step of sums that many workgroups share: parts added in a fixed order, so with the same bits every time. */

/** Values under numbered names: `name0`, `name1`, … */
function numbered<T>(name: string, values: readonly T[]): Record<string, T> {
  return Object.fromEntries(values.map((value, j) => [`${name}${j}`, value]));
}

const addPartsProgram = defineProgram<{ count: number }>('add_parts', ({ count }) => {
  const floats = Array.from({ length: count }, () => 'f32' as const);
  return {
    inputs: numbered('parts', floats),
    outputs: numbered('sum', floats),
    uniforms: {
      layers: 'u32',
      ...numbered(
        'size',
        floats.map(() => 'u32' as const),
      ),
    },
    workgroupSize: [FLAT_THREADS],
    main: `
  ${FLAT_INDEX}
  var at = i;
  ${floats
    .map(
      (_, j) => `if (at < params.size${j}) {
    var total = 0.0;
    for (var layer = 0u; layer < params.layers; layer++) { total += parts${j}[layer * params.size${j} + at]; }
    sum${j}[at] = total;
    return;
  }
  at -= params.size${j};`,
    )
    .join('\n  ')}`,
  };
});

/** sums[j] = Σ parts[j][layer, …], in one dispatch. */
export function addParts(
  backend: BackendView,
  layers: number,
  parts: readonly TensorInfo[],
  sums: readonly TensorInfo[],
): void {
  const sizes = sums.map((sum) => util.sizeFromShape(sum.shape));
  const size = sizes.reduce((total, each) => total + each, 0);
  runProgram(backend, addPartsProgram({ count: sums.length }), {
    inputs: numbered('parts', parts),
    outputs: numbered('sum', sums),
    uniforms: { layers, ...numbered('size', sizes) },
    operations: layers * size,
    workgroups: flatWorkgroups(backend, size),
  });
}

/**
 * Sums of these shapes that `write` leaves in so many layers: it gets a tensor `[layers, …shape]` for each, which for a
 * single layer is the sum itself.
 */
export function sumInParts(
  backend: BackendView,
  layers: number,
  shapes: readonly (readonly number[])[],
  write: (parts: readonly TensorInfo[]) => void,
): TensorInfo[] {
  const sums = shapes.map((shape) => allocate(backend, shape));
  if (layers === 1) {
    write(sums);
    return sums;
  }
  const parts = shapes.map((shape) => allocate(backend, [layers, ...shape]));
  write(parts);
  addParts(backend, layers, parts, sums);
  release(backend, ...parts);
  return sums;
}
