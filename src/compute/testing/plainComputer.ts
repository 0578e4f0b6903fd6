import * as tf from '@tensorflow/tfjs-core';
import type { Computer } from '../computer';
import { EAGER } from '../eager';

/** Test support: tfjs's current backend as it is, with all the memory in the world; open it first. */
export const PLAIN: Computer = {
  ...EAGER,
  summary: {
    backend: 'cpu',
    name: 'tfjs',
    software: true,
    features: [],
    maxBufferSize: Infinity,
    maxStorageBufferBindingSize: Infinity,
  },
  bytesInUse: () => tf.memory().numBytes,
  // Steps are not tried: whatever they need is there.
  dryRun: (work) =>
    work({
      computer: PLAIN,
      stepBytes: () => ({ bytes: 0, largest: { bytes: 0, program: '' }, commands: [] }),
    }),
  close: () => undefined,
};
