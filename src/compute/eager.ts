import * as tf from '@tensorflow/tfjs-core';
import type { Computer } from './computer';

/**
 * What any backend of tfjs does whose kernels change no tensor in place: steps run eagerly, a copy shares its data, and
 * new values make a new tensor.
 */
export const EAGER = {
  hasHalves: false,
  upload: () => undefined,
  write(tensor, values) {
    const { shape, dtype } = tensor;
    tensor.dispose();
    // The tensor may share memory with its values, and the caller may reuse these.
    return tf.keep(tf.tensor(values.slice(), shape, dtype));
  },
  copy: (source, target) => target.assign(source),
  idle: () => Promise.resolve(),
} satisfies Pick<Computer, 'hasHalves' | 'upload' | 'write' | 'copy' | 'idle'>;
