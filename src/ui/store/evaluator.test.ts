import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openSession, settle } from '../testing/openSession';
import { headline } from '../../reports/evaluationMeasures';
import { baselinesFor, newestWith } from './evaluations';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

async function trained(steps: number) {
  const opened = await openSession();
  for (let step = 0; step < steps; step++) await opened.session.step();
  await settle();
  const evaluation = () => opened.run().evaluation;
  const evaluate = async (...subjects: Parameters<typeof opened.session.evaluate>[0]) => {
    const done = opened.session.evaluate(subjects);
    await settle(5000);
    return done;
  };
  const baselines = () => baselinesFor(evaluation(), opened.run().active!, opened.run().initialAlpha);
  return { ...opened, evaluation, evaluate, baselines };
}

describe('evaluations in the page', () => {
  it('are stamped with the step of their weights, and kept in order', async () => {
    const { session, evaluation, evaluate } = await trained(2);
    expect(await evaluate('weights')).toBe(true);
    await session.step();
    await evaluate('weights');
    expect(evaluation().results.map(({ report }) => report.step)).toEqual([2, 3]);
    expect(evaluation().evaluating).toBeNull();
  });

  it('show how far each probe is, and can be cancelled', async () => {
    const { session, evaluation } = await trained(1);
    const done = session.evaluate(['weights', 'random']);
    await settle(100);
    expect(evaluation().evaluating).toMatchObject({ subject: 'weights', shares: { linear: 1 } });
    await session.cancelEvaluation();
    await settle();
    expect(await done).toBe(false);
    expect(evaluation()).toMatchObject({ evaluating: null, results: [], baselines: {} });
  });

  it('measure what was chosen; other probes of the same weights stay beside it', async () => {
    const { session, evaluation, evaluate } = await trained(1);
    session.planEvaluation({ probes: ['segmentation'] });
    await evaluate('weights');
    session.planEvaluation({ probes: ['linear'], fewLabels: true });
    await evaluate('weights');
    const [only] = evaluation().results;
    expect(evaluation().results).toHaveLength(1);
    expect(only!.report.segmentation).toBeDefined();
    expect(only!.masks.images.length).toBeGreaterThan(0);
    expect(only!.report.linear!.map(({ labels }) => labels)).toEqual([1, 0.1, 0.01]);
    expect(only!.report.knn).toBeUndefined();
  });

  it('find the newest result of each probe', async () => {
    const { session, evaluation, evaluate } = await trained(1);
    await evaluate('weights');
    await session.step();
    session.planEvaluation({ probes: ['knn'] });
    await evaluate('weights');
    const stepOf = (probe: 'knn' | 'matching') => newestWith(evaluation().results, probe)?.report.step;
    expect([stepOf('knn'), stepOf('matching')]).toEqual([2, 1]);
    const { report } = newestWith(evaluation().results, 'matching')!;
    const at = report.matching!.radii.find(({ radius }) => radius === 1.5)!;
    expect(headline(report, 'matching')).toEqual({ value: at.features, chance: at.chance });
  });

  it('keep baselines while the settings are theirs', async () => {
    const { session, config, evaluate, baselines } = await trained(1);
    await evaluate('random', 'pixels');
    expect(baselines().map(({ subject }) => subject)).toEqual(['random', 'pixels']);
    config().edit('optim.baseLr', 0.123);
    await settle();
    expect(baselines()).toHaveLength(2);
    config().edit('run.seed', 77);
    await session.reset();
    await settle();
    expect(baselines()).toEqual([]);
    await evaluate('pixels');
    expect(baselines().map(({ subject }) => subject)).toEqual(['pixels']);
  });

  it('follow the end of a training where that is wanted', async () => {
    const { session, config, run, evaluation } = await trained(1);
    config().edit('optim.warmup', 1);
    config().edit('run.length', 5);
    config().edit('run.unit', 'steps');
    session.planEvaluation({ whenFinished: true });
    await settle();
    await session.train();
    await settle(5000);
    expect(run().phase).toBe('finished');
    expect(evaluation().results.map(({ report }) => report.step)).toEqual([5]);
  });

  it('belong to their run: a reset takes them away, its undoing brings them back', async () => {
    const { session, evaluation, evaluate } = await trained(3);
    await evaluate('weights');
    await session.reset();
    await settle();
    expect(evaluation().results).toEqual([]);
    await session.undoReset();
    await settle();
    expect(evaluation().results.map(({ report }) => report.step)).toEqual([3]);
  });
});
