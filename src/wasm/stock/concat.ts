import { util, type TensorInfo } from '@tensorflow/tfjs-core';
import { addressOf, allocate } from '../backendView';
import { callOn } from '../program';
import { replaceKernel } from './replace';

/** Bytes of a float32 or int32 value. */
const VALUE = 4;

/** Tensors one after the other along an axis; of empty ones, and of other types, tfjs's kernel takes care. */
export function replaceConcat(): void {
  replaceKernel('Concat', (backend, inputs, attributes) => {
    const parts = Object.values(inputs);
    const [first] = parts as [TensorInfo];
    const axis = util.parseAxisParam(attributes.axis as number, first.shape)[0]!;
    const isPlain = ({ dtype, shape }: TensorInfo): boolean =>
      dtype === first.dtype && (dtype === 'float32' || dtype === 'int32') && util.sizeFromShape(shape) > 0;
    if (!parts.every(isPlain)) return undefined;
    const extent = parts.reduce((sum, { shape }) => sum + shape[axis]!, 0);
    const y = allocate(backend, first.shape.with(axis, extent), first.dtype);
    const inner = util.sizeFromShape(first.shape.slice(axis + 1)) * VALUE;
    const blocks = util.sizeFromShape(first.shape.slice(0, axis));
    let to = addressOf(backend, y);
    for (const part of parts) {
      const bytes = part.shape[axis]! * inner;
      callOn(backend, 'copyBlocks', blocks, part, bytes, to, extent * inner, bytes);
      to += bytes;
    }
    return y;
  });
}
