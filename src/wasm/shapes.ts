import * as tf from '@tensorflow/tfjs-core';
import type { DryComputer } from '../compute/computer';
import type { DeviceSummary } from '../compute/deviceSummary';
import { EAGER } from '../compute/eager';
import { withCountedHeap } from './countedHeap';

const SUMMARY: DeviceSummary = {
  backend: 'wasm',
  name: 'shapes',
  software: true,
  features: [],
  maxBufferSize: Infinity,
  maxStorageBufferBindingSize: Infinity,
};

/** The dry run of the processor: our kernels and tfjs's take memory that only counts. */
export function onHeapShapes<T>(work: (dry: DryComputer) => T): T {
  return withCountedHeap((heap) =>
    work({
      computer: {
        ...EAGER,
        summary: SUMMARY,
        bytesInUse: () => heap.used,
        dryRun: onHeapShapes,
        close: () => undefined,
      },
      stepBytes: (step, between) => {
        const before = heap.used;
        heap.largest = 0;
        tf.tidy(() => step().dispose());
        between();
        heap.peak = heap.used;
        tf.tidy(() => step().dispose());
        return { bytes: heap.peak - before, largest: { bytes: heap.largest, program: '' }, commands: [] };
      },
    }),
  );
}
