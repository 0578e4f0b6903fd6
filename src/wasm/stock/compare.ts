import { broadcast_util, util } from '@tensorflow/tfjs-core';
import { allocate } from '../backendView';
import { callOn } from '../program';
import { replaceKernel } from './replace';

/** Codes in `assembly/compare.ts`. */
const COMPARISONS = { Equal: 0, Less: 1, LessEqual: 2, Greater: 3, GreaterEqual: 4 } as const;

const AXES = 4;
/** Bytes of a float32 or int32 value. */
const VALUE = 4;

/** The shape with axes of 1 put before it. */
function withAxes(shape: readonly number[]): number[] {
  return [...Array<number>(AXES - shape.length).fill(1), ...shape];
}

/** Bytes from one element of each axis to the next; 0 where the axis has one. */
function steps(shape: readonly number[]): number[] {
  return shape.map((extent, axis) => (extent === 1 ? 0 : VALUE * util.sizeFromShape(shape.slice(axis + 1))));
}

/** Comparisons of which one side is broadcast; equal shapes are tfjs's. */
export function replaceComparisons(): void {
  for (const [kernelName, code] of Object.entries(COMPARISONS)) {
    replaceKernel(kernelName, (backend, inputs) => {
      const { a, b } = inputs as Record<'a' | 'b', (typeof inputs)[string]>;
      if (util.arraysEqual(a.shape, b.shape) || a.shape.length > AXES || b.shape.length > AXES)
        return undefined;
      if (a.dtype !== b.dtype || (a.dtype !== 'float32' && a.dtype !== 'int32')) return undefined;
      const shape = broadcast_util.assertAndGetBroadcastShape(a.shape, b.shape);
      const y = allocate(backend, shape, 'bool');
      const [first, ...others] = withAxes(shape) as [number, ...number[]];
      callOn(
        backend,
        'compare',
        first,
        ...[code, Number(a.dtype === 'int32'), a, b, y],
        ...others,
        ...steps(withAxes(a.shape)),
        ...steps(withAxes(b.shape)),
      );
      return y;
    });
  }
}
