import { tinyBundle } from '../../formats/bundle/testing/tinyBundle';
import { writeCheckpoint } from '../../training/checkpoint';
import { withoutTensors } from '../bundleOf';
import type { RunOrigin } from '../runRecord';
import type { ShelvedRun } from '../runShelf';

/** A small run with every part that a run can have. */
export function someRun(id: string, savedAt: number, step = 2): ShelvedRun {
  const results = withoutTensors(tinyBundle({ step }));
  const { config, initialAlpha } = results;
  const state = { config, initialAlpha, step, seconds: 1, data: '0123456789abcdef' };
  return {
    id,
    savedAt,
    totalSteps: 100,
    results,
    checkpoint: writeCheckpoint({ ...state, weights: {}, optimizer: {} }),
    start: null,
  };
}

export const SOME_ORIGIN: RunOrigin = { name: 'Playground', config: tinyBundle().config };
