import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openSession as opened, settle } from '../testing/openSession';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('keeps looks at the gradients with the run, forgets them at Reset, and has them again when that is undone', async () => {
  const { session, run } = await opened();
  const steps = () => run().gradientLooks.map(({ step }) => step);
  const look = (subject: { of: 'run' } | { of: 'moment'; step: number }) =>
    session.looks.take({ kind: 'gradients', subject, request: { by: 'branches' } });
  await look({ of: 'run' });
  await session.step();
  await settle(100);
  await look({ of: 'run' });
  // Other weights, and looks at other things, are no part of it.
  await look({ of: 'moment', step: 0 });
  await session.looks.take({ kind: 'stemFilters', subject: { of: 'run' }, request: {} });
  expect(steps()).toEqual([0, 1]);

  await session.reset();
  await settle();
  expect(steps()).toEqual([]);
  await session.undoReset();
  await settle();
  expect(run().step).toBe(1);
  expect(steps()).toEqual([0, 1]);
});
