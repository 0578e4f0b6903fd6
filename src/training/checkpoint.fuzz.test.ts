import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findPreset } from '../config/presets';
import { FUZZ_RUNS, FUZZ_TIMEOUT } from '../testing/fuzzRuns';
import { mutated, mutations } from '../testing/mutations';
import { valueOrFailure } from '../testing/valueOrFailure';
import { readCheckpoint, writeCheckpoint } from './checkpoint';

const tensor = { dtype: 'F32', shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) } as const;
const file = writeCheckpoint({
  config: findPreset('playground')!.config,
  initialAlpha: 0.75,
  step: 3,
  seconds: 1.5,
  data: '0123456789abcdef',
  weights: { 'backbone.weight': tensor },
  optimizer: { 'exp_avg/backbone.weight': tensor },
});

it(
  'mutations of a checkpoint are read or refused, never with another error',
  () => {
    fc.assert(
      fc.property(mutations, (edits) => {
        const read = valueOrFailure(() => readCheckpoint(mutated(file, edits)));
        if (read === undefined) return;
        expect(Number.isSafeInteger(read.step) && read.step >= 0 && read.seconds >= 0).toBe(true);
      }),
      { numRuns: FUZZ_RUNS },
    );
  },
  FUZZ_TIMEOUT,
);
