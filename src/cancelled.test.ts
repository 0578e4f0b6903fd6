import { expect, it } from 'vitest';
import { throwIfCancelled, unlessCancelled } from './cancelled';

const CANCELLED = { info: { code: 'cancelled' } };

it('a task is no longer waited for once it is cancelled', async () => {
  const ending = new AbortController();
  const waiting = unlessCancelled(new Promise(() => undefined), ending.signal);
  ending.abort();
  await expect(waiting).rejects.toMatchObject(CANCELLED);
  await expect(unlessCancelled(Promise.resolve(1), ending.signal)).rejects.toMatchObject(CANCELLED);
  expect(() => throwIfCancelled(ending.signal)).toThrow('cancelled');
});

it('a task that is not cancelled gives or throws what it does', async () => {
  const { signal } = new AbortController();
  expect(await unlessCancelled(Promise.resolve(1), signal)).toBe(1);
  expect(await unlessCancelled(Promise.resolve(2), undefined)).toBe(2);
  await expect(unlessCancelled(Promise.reject(new Error('broken')), signal)).rejects.toThrow('broken');
  expect(() => throwIfCancelled(signal)).not.toThrow();
});
