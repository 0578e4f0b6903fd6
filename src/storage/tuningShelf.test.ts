import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, it, vi } from 'vitest';
import { openDatabase } from './database';
import { SOME_KERNELS } from './testing/someKernels';
import { openTuningShelf } from './tuningShelf';

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
});

it('keeps tunings by adapter, those of this version alone', async () => {
  const shelf = (await openTuningShelf())!;
  expect(await shelf.find('a', 'one')).toBe(undefined);
  await shelf.keep('a', 'one', SOME_KERNELS);
  expect(await shelf.find('a', 'one')).toEqual(SOME_KERNELS);
  expect(await shelf.find('b', 'one')).toBe(undefined);
  expect(await shelf.find('a', 'two')).toBe(undefined);
  await shelf.keep('a', 'one', []);
  expect(await shelf.find('a', 'one')).toEqual([]);
});

it('takes a damaged entry for none', async () => {
  const database = await openDatabase(() => undefined);
  await database.put('tunings', { id: 'a', version: 'one', kernels: [{ key: 'x' }] as never });
  expect(await (await openTuningShelf())!.find('a', 'one')).toBe(undefined);
});
