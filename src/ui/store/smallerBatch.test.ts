import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Failure } from '../../failure';
import { openSession, settle } from '../testing/openSession';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const REFUSED = new Failure({ code: 'out_of_memory', message: 'No memory left.' }).info;

describe('memory that is refused', () => {
  it('while a run trains: it goes on from its last good step with half the batch', async () => {
    const { session, run, config, calls } = await openSession({ failAt: 45, failure: REFUSED });
    const { batch } = config().config.run;
    await session.train();
    await settle(1000);
    expect(run()).toMatchObject({ phase: 'failed', failure: { code: 'out_of_memory' } });
    const fitting = session.fittingBatch();
    await settle();
    expect(await fitting).toEqual({ batch: batch / 2, bytes: (batch / 2) * 2 ** 20 });
    const going = session.goOnWithBatch(batch / 2);
    await settle();
    await going;
    expect(calls.resume).toHaveBeenCalledOnce();
    expect(calls.resume.mock.calls[0]![0].run.batch).toBe(batch / 2);
    expect(run()).toMatchObject({
      phase: 'paused',
      step: 40,
      failure: null,
      active: { run: { batch: batch / 2 } },
    });
    expect(config().config.run.batch).toBe(batch / 2);
    await session.train();
    await settle(200);
    expect(run().step).toBeGreaterThan(50);
  });

  it('when a run is set up: the first batch that fits is offered, and set up', async () => {
    const opened = await openSession({ mostBatch: 10 });
    const { session, run, config } = opened;
    expect(run()).toMatchObject({ active: null });
    expect(opened.message('setting up the run')?.failure?.code).toBe('out_of_memory');
    const fitting = session.fittingBatch();
    await settle();
    const { batch } = (await fitting)!;
    expect(batch).toBeLessThanOrEqual(10);
    expect(2 * batch).toBeGreaterThan(10);
    const going = session.goOnWithBatch(batch);
    await settle();
    await going;
    expect(run()).toMatchObject({ phase: 'ready', active: { run: { batch } } });
    expect(config().config.run.batch).toBe(batch);
    expect(opened.message('setting up the run')).toBeUndefined();
  });

  it('where no batch fits, none is offered', async () => {
    const { session } = await openSession({ mostBatch: 1 });
    const fitting = session.fittingBatch();
    await settle();
    expect(await fitting).toBeNull();
  });

  it('by a GPU that is lost with it: half the batch, though nobody can say what it needs', async () => {
    const { session, run, config, laterCalls } = await openSession({ loseAt: 50 });
    const { batch } = config().config.run;
    await session.train();
    await settle(1000);
    expect(await session.fittingBatch()).toEqual({ batch: batch / 2, bytes: undefined });
    const going = session.goOnWithBatch(batch / 2);
    await settle();
    await going;
    expect(laterCalls.resume).toHaveBeenCalledOnce();
    expect(run()).toMatchObject({ phase: 'paused', step: 40, active: { run: { batch: batch / 2 } } });
  });
});
