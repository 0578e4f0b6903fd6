import { backend_util, slice_util, util, type TensorInfo } from '@tensorflow/tfjs-core';
import { addressOf, allocate, share, type BackendView } from '../backendView';
import { callOn } from '../program';
import { replaceKernel } from './replace';

/** Bytes of a float32 or int32 value. */
const VALUE = 4;

const canCopy = ({ dtype }: TensorInfo): boolean => dtype === 'float32' || dtype === 'int32';

/** `count` indices of one axis from `first` on. */
function sliceAxis(
  backend: BackendView,
  x: TensorInfo,
  axis: number,
  first: number,
  count: number,
): TensorInfo {
  const shape = x.shape.with(axis, count);
  const inner = util.sizeFromShape(x.shape.slice(axis + 1)) * VALUE;
  const y = allocate(backend, shape, x.dtype);
  const step = x.shape[axis]! * inner;
  const from = addressOf(backend, x) + first * inner;
  const blocks = util.sizeFromShape(shape.slice(0, axis));
  callOn(backend, 'copyBlocks', blocks, from, step, y, count * inner, count * inner);
  return y;
}

/** Parts along one axis: tfjs's own kernels copy all of the tensor first, once for each part. */
export function replaceSlices(): void {
  replaceKernel('Slice', (backend, inputs, attributes) => {
    const x = inputs.x!;
    const { begin, size } = attributes as { begin: number | number[]; size: number | number[] };
    const [first, count] = slice_util.parseSliceParams(x, begin, size) as [number[], number[]];
    const axes = count.flatMap((extent, axis) => (extent === x.shape[axis] ? [] : [axis]));
    if (axes.length === 0) return share(backend, x);
    if (!canCopy(x) || axes.length !== 1 || util.sizeFromShape(count) === 0) return undefined;
    return sliceAxis(backend, x, axes[0]!, first[axes[0]!]!, count[axes[0]!]!);
  });
  replaceKernel('SplitV', (backend, inputs, attributes) => {
    const x = inputs.x!;
    const { numOrSizeSplits, axis } = attributes as { numOrSizeSplits: number | number[]; axis: number };
    const along = util.parseAxisParam(axis, x.shape)[0]!;
    const sizes = backend_util.prepareSplitSize(x, numOrSizeSplits, along);
    if (!canCopy(x) || sizes.includes(0)) return undefined;
    let first = 0;
    return sizes.map((count) => {
      first += count;
      return sliceAxis(backend, x, along, first - count, count);
    });
  });
}
