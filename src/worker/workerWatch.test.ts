import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Failure } from '../failure';
import { BEAT_INTERVAL, type SignOfLife } from './signsOfLife';
import { WorkerWatch } from './workerWatch';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const MINUTE = 60_000;

/** A worker of which the test sends what the browser would. */
function watched() {
  const terminate = vi.fn();
  const worker = Object.assign(new EventTarget(), { terminate }) as unknown as Worker;
  const failures: Failure[] = [];
  const silences: number[] = [];
  let release: () => void = () => undefined;
  const watch = new WorkerWatch(worker, {
    onEnd: (failure) => failures.push(failure),
    onSilence: (seconds) => silences.push(seconds),
    ended: (_, signal) =>
      new Promise((resolve, reject) => {
        release = resolve;
        signal.addEventListener('abort', () => reject(new Error('aborted')));
      }),
  });
  const send = (data: SignOfLife | object) => worker.dispatchEvent(new MessageEvent('message', { data }));
  const fails = (type: 'error' | 'messageerror', message = '') =>
    worker.dispatchEvent(Object.assign(new Event(type), { message }));
  return { terminate, watch, failures, silences, send, fails, release: () => release() };
}

async function ready(lifeline: string | undefined = 'a lock') {
  const all = watched();
  all.send({ type: 'ready', lifeline });
  await all.watch.ready;
  return all;
}

describe('WorkerWatch', () => {
  it('says when the program does not load', async () => {
    const { watch, fails } = watched();
    fails('error');
    await expect(watch.ready).rejects.toMatchObject({ info: { code: 'internal' } });
  });

  it('notices by its lock that a worker has ended, and terminates what may be left', async () => {
    const { terminate, failures, release } = await ready();
    release();
    await vi.advanceTimersByTimeAsync(0);
    expect(failures).toHaveLength(1);
    expect(failures[0]!.info).toMatchObject({ code: 'worker_lost' });
    expect(failures[0]!.info.remedy).toBeDefined();
    expect(terminate).toHaveBeenCalled();
  });

  it.each(['error', 'messageerror'] as const)('takes an %s for the end, once', async (type) => {
    const { failures, fails } = await ready();
    fails(type, 'out of memory');
    fails(type);
    expect(failures.map(({ info }) => info.code)).toEqual(['worker_lost']);
    if (type === 'error') expect(failures[0]!.message).toContain('out of memory');
  });

  it('says nothing of a worker that it was told to end', async () => {
    const { watch, terminate, failures, silences, release } = await ready();
    watch.close();
    release();
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    expect(failures).toEqual([]);
    expect(silences).toEqual([]);
    expect(terminate).toHaveBeenCalled();
  });

  it('tells of a long silence, ends nothing, and tells when the worker is back', async () => {
    const { failures, silences, send, terminate } = await ready(undefined);
    for (let beat = 0; beat < 100; beat++) {
      await vi.advanceTimersByTimeAsync(BEAT_INTERVAL);
      send({ type: 'beat' });
    }
    await vi.advanceTimersByTimeAsync(0.9 * MINUTE);
    expect(silences).toEqual([]);
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    expect(silences).toEqual([60]);
    send({ id: 'an answer of comlink' });
    expect(silences).toEqual([60, 0]);
    expect(failures).toEqual([]);
    expect(terminate).not.toHaveBeenCalled();
  });

  it('does not take a laptop’s sleep for silence', async () => {
    const { silences } = await ready(undefined);
    vi.setSystemTime(Date.now() + 60 * MINUTE);
    await vi.advanceTimersByTimeAsync(2 * BEAT_INTERVAL);
    expect(silences).toEqual([]);
  });
});
