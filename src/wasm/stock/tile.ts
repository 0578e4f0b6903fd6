import { util, type TensorInfo } from '@tensorflow/tfjs-core';
import { allocate, release, share } from '../backendView';
import { callOn } from '../program';
import { replaceKernel } from './replace';

/** Bytes of a float32 or int32 value. */
const VALUE = 4;

/** Repetition along any axes, one axis after the other, from the last to the first. */
export function replaceTile(): void {
  replaceKernel('Tile', (backend, inputs, attributes) => {
    const x = inputs.x!;
    const reps = attributes.reps as number[];
    if (x.dtype !== 'float32' && x.dtype !== 'int32') return undefined;
    if (reps.length !== x.shape.length) return undefined;
    const shape = [...x.shape];
    let y: TensorInfo = share(backend, x);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const times = reps[axis]!;
      if (times === 1) continue;
      const block = util.sizeFromShape(shape.slice(axis));
      shape[axis]! *= times;
      const repeated = allocate(backend, shape, x.dtype);
      const blocks = util.sizeFromShape(y.shape) / block;
      callOn(backend, 'repeat', blocks, y, repeated, block * VALUE, times);
      release(backend, y);
      y = repeated;
    }
    return y;
  });
}
