import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openSession, settle } from '../testing/openSession';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('navigator', { userAgent: 'A browser' });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const REQUEST = { format: 'csv', part: 'train', features: ['representation'] } as const;

it('gives the run as exports see it, before the first step too', async () => {
  const { session, run } = await openSession();
  const fresh = session.exportedRun()!;
  expect(fresh.results).toMatchObject({ step: 0, metrics: [], data: { name: 'Built-in scenes' } });
  await session.step();
  const { results, model, checkpoint } = session.exportedRun()!;
  expect(results.step).toBe(1);
  expect(await model()).toMatchObject({ step: 1, config: run().active });
  expect(run().savedStep).toBe(1);
  expect(await checkpoint()).toMatchObject({ step: 1 });
});

it('gives the last good weights where the device is lost', async () => {
  const { session, run } = await openSession({ loseAt: 50 });
  await session.train();
  await settle(1000);
  expect(run().failure?.code).toBe('device_lost');
  const { results, model } = session.exportedRun()!;
  expect(results.step).toBe(49);
  expect((await model()).step).toBe(40);
});

it('hands over features piece by piece, and tells how far that is', async () => {
  const { session } = await openSession({ evaluationTime: 10 });
  const { featureExport } = session;
  const { store } = featureExport;
  const shares: (number | null)[] = [];
  store.subscribe(({ share }) => shares.push(share));
  const pieces: string[] = [];
  const take = async (piece: Uint8Array) => void pieces.push(new TextDecoder().decode(piece));
  const whole = featureExport.write(REQUEST, take);
  await settle(100);
  expect(await whole).toBe(true);
  expect(pieces.map((piece) => piece.trim())).toEqual([0, 0.5, 1].map((at) => `csv representation ${at}`));
  expect(shares).toEqual([0, 0, 0.5, 1, null]);

  const ended = featureExport.write(REQUEST, take);
  await settle(5);
  await featureExport.cancel();
  await settle(100);
  expect(await ended).toBe(false);
  expect(store.getState().share).toBeNull();

  const full = featureExport.write(REQUEST, () => Promise.reject(new Error('The disk is full.')));
  await expect(full).rejects.toThrow('The disk is full.');
});
