import { describe, expect, it } from 'vitest';
import { RECORDED, recordedConfig } from '../../experiments/recorded';
import { readRecorded } from '../../formats/recorded/readRecorded';
import { MOST_RECORDED } from '../../formats/recorded/recordedRun';
import { evaluatedToday, SHIPPED, shippedBytes } from './testing/shipped';

describe('the recorded runs in public/recorded/', () => {
  it('are all that the page offers, or none before they are made', () => {
    const offered = RECORDED.map(({ id }) => id).toSorted();
    expect([[], offered]).toContainEqual([...SHIPPED].toSorted());
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

  // The others, and kNN, which needs features of all images, are `shipped.deep.test.ts`.
  it.each(SHIPPED.filter((id) => id === RECORDED[0].id))('%s matches as well as it states', async (id) => {
    const { stated, today } = await evaluatedToday(id, ['matching']);
    for (const [place, { radius, features }] of stated.matching!.radii.entries())
      expect(today.matching!.radii[place]).toMatchObject({
        radius,
        features: expect.closeTo(features, 2) as number,
      });
  });
});
