import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CheckedDevices } from '../../storage/checkedDevices';
import { openSession, settle } from '../testing/openSession';
import { checkHabitOf, type CheckHabit } from './deviceStudy';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function habit(change: Partial<CheckHabit> = {}) {
  const kept = new Map<string, Parameters<CheckedDevices['keep']>[1]>();
  const known: CheckedDevices = {
    find: (key) => kept.get(key),
    keep: (key, wrong) => void kept.set(key, wrong),
  };
  return { kept, habit: { known, userAgent: 'Test', isOff: false, ...change } satisfies CheckHabit };
}

const open = (checkHabit: CheckHabit, wrongOp?: string) =>
  openSession(wrongOp === undefined ? {} : { wrongOp }, {}, undefined, { checkHabit });

const studyOf = ({ session }: Awaited<ReturnType<typeof open>>) => session.deviceStudy.store.getState();

describe('a device that this browser does not know', () => {
  it('is checked once, by itself', async () => {
    const { kept, habit: checks } = habit();
    const first = await open(checks);
    await settle();
    expect(studyOf(first)).toMatchObject({ doing: null, check: { scope: 'quick' }, warning: [] });
    expect([...kept.values()]).toEqual([[]]);

    const second = await open(checks);
    await settle();
    expect(studyOf(second).check).toBeNull();
  });

  it('is checked again where an op is broken on purpose, which nobody remembers', async () => {
    const { kept, habit: checks } = habit();
    const broken = habit({ broken: 'linear', known: checks.known }).habit;
    await open(checks).then(() => settle());
    const opened = await open(broken, 'linear');
    await settle();
    expect(studyOf(opened).warning).toHaveLength(1);
    expect([...kept.values()]).toEqual([[]]);
  });

  it('is left alone where the address says so', async () => {
    const { kept, habit: checks } = habit({ isOff: true });
    const opened = await open(checks);
    await settle();
    expect(studyOf(opened).check).toBeNull();
    expect(kept.size).toBe(0);
  });
});

describe('a device that computes wrongly', () => {
  it('is not trained on before somebody says so, on later visits neither', async () => {
    const { habit: checks } = habit();
    await open(checks, 'conv2d').then(() => settle());
    // The second visit finds nothing wrong itself: it remembers.
    const opened = await open(checks);
    const { session, run } = opened;
    await settle();
    expect(studyOf(opened).warning.map(({ name }) => name)).toEqual(['conv2d']);

    const declined = session.train();
    await settle(0);
    expect(run().question?.title).toBe('This device computes wrongly');
    run().question!.answer(false);
    await declined;
    await settle();
    expect(run().step).toBe(0);

    const agreed = session.step();
    await settle(0);
    run().question!.answer(true);
    await agreed;
    await settle();
    expect(run().step).toBe(1);
    await session.step();
    expect(run().question).toBeNull();
  });

  it('ends a training that has begun meanwhile', async () => {
    const opened = await open(habit({ isOff: true }).habit, 'linear');
    const { session, run } = opened;
    await session.train();
    await settle(100);
    expect(run().phase).toBe('running');
    void session.deviceStudy.check('quick');
    await settle();
    expect(studyOf(opened).warning).not.toEqual([]);
    expect(run().phase).toBe('paused');
  });
});

it('a check can be ended; what it found stays', async () => {
  const opened = await open(habit({ isOff: true }).habit);
  const { deviceStudy } = opened.session;
  const checking = deviceStudy.check('all');
  await settle(30);
  expect(studyOf(opened).doing).toBe('check');
  await deviceStudy.cancel();
  await settle();
  await checking;
  expect(studyOf(opened)).toMatchObject({ doing: null, failure: null });
  expect(studyOf(opened).check!.rows.length).toBeLessThan(4);
});

it('the address leaves the check out, or has it find an op wrong', () => {
  const { known } = habit().habit;
  expect(checkHabitOf('', { known, userAgent: '' })).toMatchObject({ isOff: false, broken: undefined });
  expect(checkHabitOf('?check=off&break=linear', { known, userAgent: '' })).toMatchObject({
    isOff: true,
    broken: 'linear',
  });
});
