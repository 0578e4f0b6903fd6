import { expect, it } from 'vitest';
import { Failure } from './failure';
import { PendingCalls } from './pendingCalls';

const gone = new Failure({ code: 'worker_lost', message: 'Gone.' });

it('hands answers and errors on, and ends what is under way with the first reason', async () => {
  const calls = new PendingCalls();
  expect(await calls.run(() => Promise.resolve(3))).toBe(3);
  await expect(calls.run(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
  const hanging = calls.run(() => new Promise(() => undefined));
  calls.fail(gone);
  calls.fail(new Failure({ code: 'internal', message: 'Later.' }));
  await expect(hanging).rejects.toBe(gone);
  let called = false;
  const late = calls.run(async () => void (called = true));
  await expect(late).rejects.toBe(gone);
  expect(called).toBe(false);
});
