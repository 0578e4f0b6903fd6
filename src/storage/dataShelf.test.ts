import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openDataShelf, type DataShelf } from './dataShelf';
import { NAME } from './database';
import { MOST_FINGERPRINTS } from './keptDataRecord';
import { openRunShelf } from './runShelf';
import { SOME_DATA, SOME_FILES } from './testing/someData';
import { SOME_ORIGIN, someRun } from './testing/someRun';

let shelf: DataShelf;
beforeEach(async () => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  shelf = (await openDataShelf())!;
});
afterEach(() => {
  vi.restoreAllMocks();
});

const OTHER = 'fedcba9876543210';

/** Writes over what is stored of the kept set, as a damage would. */
async function damage(store: string, change: object): Promise<void> {
  const database = await openDB(NAME);
  await database.put(store, { ...((await database.get(store, SOME_DATA.id)) as object), ...change });
  database.close();
}

describe('a data set that is kept', () => {
  it('comes back whole, with paths and dates', async () => {
    await shelf.keep(SOME_DATA, SOME_FILES);
    const { record, files } = (await shelf.open(SOME_DATA.id))!;
    expect(record).toEqual({ ...SOME_DATA, files: 2, bytes: 8 });
    expect(files.map(({ name, lastModified }) => [name, lastModified])).toEqual([
      ['cat/1.png', 500],
      ['dog/1.png', 500],
    ]);
    expect(await Promise.all(files.map((file) => file.text()))).toEqual(['one', 'other']);
    expect((await shelf.contents()).records).toHaveLength(1);
  });

  it('is found by each of its fingerprints', async () => {
    await shelf.keep(SOME_DATA, SOME_FILES);
    expect(await shelf.find(OTHER)).toBeUndefined();
    await shelf.learn(SOME_DATA.id, OTHER);
    await shelf.learn(SOME_DATA.id, OTHER);
    expect((await shelf.find(OTHER))!.record.fingerprints).toEqual([SOME_DATA.id, OTHER]);
    for (let more = 0; more < MOST_FINGERPRINTS; more++)
      await shelf.learn(SOME_DATA.id, more.toString(16).padStart(16, '0'));
    expect((await shelf.find(SOME_DATA.id))!.record.fingerprints).toHaveLength(MOST_FINGERPRINTS);
  });

  it('goes, and is told of in other tabs', async () => {
    const there = vi.fn();
    (await openDataShelf())!.onChange(there);
    await shelf.keep(SOME_DATA, SOME_FILES);
    await expect.poll(() => there).toHaveBeenCalled();
    await shelf.remove(SOME_DATA.id);
    expect(await shelf.open(SOME_DATA.id)).toBeUndefined();
    expect((await shelf.contents()).records).toEqual([]);
  });

  it('is not told of when a run is kept', async () => {
    const [ofData, ofRuns] = [vi.fn(), vi.fn()];
    shelf.onChange(ofData);
    const runs = (await openRunShelf())!;
    (await openRunShelf())!.onChange(ofRuns);
    await runs.keep(someRun('a', 1), SOME_ORIGIN);
    await expect.poll(() => ofRuns).toHaveBeenCalled();
    expect(ofData).not.toHaveBeenCalled();
  });

  it.each<[string, string, object]>([
    ['its record is of another shape', 'dataSets', { count: -1 }],
    ['it says to be of the scenes', 'dataSets', { source: 'synthetic' }],
    ['its files do not add up', 'dataFiles', { files: [{ path: 'a', size: 3, lastModified: 0 }] }],
    ['its files are no blob', 'dataFiles', { contents: 'text' }],
    ['a file has no path', 'dataFiles', { files: [{ path: '', size: 8, lastModified: 0 }] }],
  ])('is not loaded where %s', async (_, store, change) => {
    await shelf.keep(SOME_DATA, SOME_FILES);
    await damage(store, change);
    expect(await shelf.open(SOME_DATA.id)).toBeUndefined();
    const { damaged, records } = await shelf.contents();
    expect([damaged.length, records.length]).toEqual(store === 'dataSets' ? [1, 0] : [0, 1]);
    await shelf.remove(SOME_DATA.id);
    expect(await shelf.contents()).toEqual({ records: [], damaged: [] });
  });

  it('is kept whole or not at all where the disk is full, and others stay', async () => {
    await shelf.keep(SOME_DATA, SOME_FILES);
    const before = (await shelf.contents()).records;
    const { value: real } = Object.getOwnPropertyDescriptor(IDBObjectStore.prototype, 'put')! as {
      value: (...args: unknown[]) => IDBRequest<IDBValidKey>;
    };
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...args) {
      if (this.name === 'dataSets') throw new DOMException('full', 'QuotaExceededError');
      return Reflect.apply(real, this, args);
    });
    const refused = {
      info: { code: 'storage_full', message: 'The browser has no room left to keep this data set.' },
    };
    await expect(shelf.keep({ ...SOME_DATA, id: OTHER }, SOME_FILES)).rejects.toMatchObject(refused);
    vi.restoreAllMocks();
    expect((await shelf.contents()).records).toEqual(before);
    expect(await (await openDB(NAME)).count('dataFiles')).toBe(1);
  });
});

it('is not there where the browser keeps nothing', async () => {
  vi.stubGlobal('indexedDB', undefined);
  expect(await openDataShelf()).toBeUndefined();
});
