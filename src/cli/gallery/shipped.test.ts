import { describe, expect, it } from 'vitest';
import { RECORDED, recordedConfig } from '../../experiments/recorded';
import { readRecorded } from '../../formats/recorded/readRecorded';
import { MOST_RECORDED } from '../../formats/recorded/recordedRun';
import { mapError, SHIPPED, shippedBytes } from './testing/shipped';

describe('the recorded runs in public/recorded/', () => {
  it('are all that the page offers', () => {
    expect(SHIPPED.toSorted()).toEqual(RECORDED.map(({ id }) => id).toSorted());
  });

  it.each(SHIPPED)('%s loads, is small, and is what its training says today', (id) => {
    const bytes = shippedBytes(id);
    expect(bytes.length).toBeLessThanOrEqual(MOST_RECORDED);
    const run = readRecorded(bytes);
    expect(run.config).toEqual(recordedConfig(RECORDED.find((recorded) => recorded.id === id)!));
    expect(run.step).toBe(run.config.run.length);
    expect(run.metrics.length).toBeGreaterThan(100);
    expect(run.snapshots.length).toBeGreaterThanOrEqual(16);
    expect([run.metrics.at(-1)!.step, run.snapshots.at(-1)!.step]).toEqual([run.step, run.step]);
  });

  // What they score takes longer than the other tests may: `shipped.deep.test.ts`.
  it.each(SHIPPED)('%s has the weights of its last picture', async (id) => {
    expect(await mapError(id)).toBeLessThan(0.01);
  });
});
