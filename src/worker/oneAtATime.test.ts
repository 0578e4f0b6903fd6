import { expect, it } from 'vitest';
import { OneAtATime } from './oneAtATime';

/** Work that lasts until it is ended, and tells by whom. */
const untilEnded = (name: string) => (signal: AbortSignal) =>
  new Promise<string>((resolve) => signal.addEventListener('abort', () => resolve(`${name} is ended`)));

it('ends what is under way for a later one, which goes on', async () => {
  const turns = new OneAtATime();
  const first = turns.run(untilEnded('first'));
  const second = turns.run(untilEnded('second'));
  expect(await first).toBe('first is ended');
  turns.end();
  expect(await second).toBe('second is ended');
});

it('gives what the work gives, and ends nothing once that is over', async () => {
  const turns = new OneAtATime();
  let given: AbortSignal | undefined;
  expect(
    await turns.run((signal) => {
      given = signal;
      return Promise.resolve(7);
    }),
  ).toBe(7);
  turns.end();
  expect(given!.aborted).toBe(false);
  await expect(turns.run(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
});
