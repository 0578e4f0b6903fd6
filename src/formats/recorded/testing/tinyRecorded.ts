import { everyMeasure } from '../../../reports/testing/everyMeasure';
import { tinyBundle, tinySnapshot } from '../../bundle/testing/tinyBundle';
import type { RecordedRun } from '../recordedRun';

/** A recorded run of four reported steps with a picture at every second one. */
export function tinyRecorded(change: Partial<RecordedRun> = {}): RecordedRun {
  const { name, config, initialAlpha, evaluations, data, environment, weights } = tinyBundle();
  return {
    ...{ name, config, initialAlpha, evaluations, data, environment, weights },
    step: 1000,
    metrics: [0, 250, 500, 1000].map((step) => ({ ...everyMeasure(), step })),
    snapshots: [0, 500, 1000].map((step) => tinySnapshot(step)),
    made: { command: 'npm run gallery', seed: 1, machine: '2 cores, a processor' },
    ...change,
  };
}
