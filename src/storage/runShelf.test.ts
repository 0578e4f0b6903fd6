import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, it, vi } from 'vitest';
import { findPreset } from '../config/presets';
import { MOST_RUNS, openRunShelf, type ShelvedRun } from './runShelf';

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
});

function someRun(id: string, savedAt: number): ShelvedRun {
  return {
    id,
    savedAt,
    totalSteps: 100,
    results: {
      name: 'playground',
      config: findPreset('playground')!.config,
      initialAlpha: 0.75,
      step: 20,
      metrics: [{ step: 20 }],
      evaluations: [],
      snapshots: [],
      data: { name: 'Built-in scenes', count: 64, height: 16, width: 16, hasMasks: true },
      environment: { program: 'test', runtime: 'test', backend: 'wasm', adapter: 'Processor' },
    },
    checkpoint: Uint8Array.of(1, 2, 3),
  };
}

it('keeps each run once, as it was kept last, and gives the newest', async () => {
  const shelf = (await openRunShelf())!;
  expect(await shelf.newest()).toBeUndefined();
  await shelf.keep(someRun('a', 1));
  await shelf.keep(someRun('b', 2));
  await shelf.keep({ ...someRun('a', 3), checkpoint: Uint8Array.of(4) });
  expect(await shelf.newest()).toEqual({ ...someRun('a', 3), checkpoint: Uint8Array.of(4) });
  await shelf.remove('a');
  expect((await shelf.newest())?.id).toBe('b');
});

it('is there when the page is opened again, and lets the oldest runs go', async () => {
  const first = (await openRunShelf())!;
  for (let run = 0; run <= MOST_RUNS; run++) await first.keep(someRun(`run ${run}`, run));
  const again = (await openRunShelf())!;
  const ids: string[] = [];
  for (let kept = await again.newest(); kept !== undefined; kept = await again.newest()) {
    ids.push(kept.id);
    await again.remove(kept.id);
  }
  expect(ids).toEqual(Array.from({ length: MOST_RUNS }, (_, run) => `run ${MOST_RUNS - run}`));
});

it('gives up its other runs for the one on show where the disk is full, and says when that is not enough', async () => {
  const shelf = (await openRunShelf())!;
  await shelf.keep(someRun('old', 1));
  const put = vi.spyOn(IDBObjectStore.prototype, 'put');
  const full = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  put.mockImplementationOnce(full);
  await shelf.keep(someRun('new', 2));
  expect((await shelf.newest())?.id).toBe('new');
  put.mockImplementation(full);
  await expect(shelf.keep(someRun('newer', 3))).rejects.toMatchObject({ info: { code: 'storage_full' } });
  put.mockRestore();
  expect((await shelf.newest())?.id).not.toBe('newer');
});

it('is not there where the browser keeps nothing', async () => {
  vi.stubGlobal('indexedDB', undefined);
  expect(await openRunShelf()).toBeUndefined();
});
