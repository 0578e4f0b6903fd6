import type { Computer } from '../../compute/computer';
import { PLAIN_TRAITS } from '../../gpu/backendView';
import { onShapes } from '../../gpu/shapes';

/** Test support: a GPU that nothing runs on, to ask what a run would need there. */
export const GPU_SHAPES: Pick<Computer, 'dryRun' | 'summary'> = {
  dryRun: (work) => onShapes(PLAIN_TRAITS, work),
  summary: {
    backend: 'webgpu',
    name: 'none',
    software: false,
    features: [],
    maxBufferSize: 2 ** 31,
    maxStorageBufferBindingSize: 2 ** 31,
  },
};
