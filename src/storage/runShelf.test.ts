import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openRunShelf, type RunShelf } from './runShelf';
import { SOME_ORIGIN, someRun } from './testing/someRun';
import { DEFAULT_STATES } from './thinning';

let shelf: RunShelf;
beforeEach(async () => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  shelf = (await openRunShelf())!;
});
afterEach(() => {
  vi.restoreAllMocks();
});

const keep = (id: string, savedAt: number, step?: number) =>
  shelf.keep(someRun(id, savedAt, step), SOME_ORIGIN);
const listed = async () => (await shelf.contents()).records.map(({ id }) => id);
const withState = async () =>
  (await shelf.contents()).records
    .filter(({ checkpointStep }) => checkpointStep !== null)
    .map(({ id }) => id);

describe('runs that are kept', () => {
  it('are there once each, as they were kept last, newest first', async () => {
    expect(await shelf.newest()).toBeUndefined();
    await keep('a', 1);
    await keep('b', 2);
    await keep('a', 3, 7);
    expect(await listed()).toEqual(['a', 'b']);
    expect(await shelf.newest()).toMatchObject({ id: 'a', step: 7, createdAt: 1, savedAt: 3 });
    const run = someRun('a', 3, 7);
    const opened = (await shelf.open('a'))!;
    expect(opened.results).toEqual(run.results);
    expect(opened.state).toEqual({ id: 'a', checkpoint: run.checkpoint, start: null });
  });

  it('are listed with what they came to: final measures, a curve, a picture, their origin', async () => {
    await keep('a', 1);
    const [record] = (await shelf.contents()).records;
    expect(record).toMatchObject({
      ...{ totalSteps: 100, data: 'scenes', checkpointStep: 2, origin: SOME_ORIGIN },
      ...{ note: '', tags: [], pinned: false },
      evaluations: { linear_top1: 0.75 },
      // The loss of the second step is not a number.
      measures: { total: 12.5, seconds: 1 },
      curve: [{ step: 1, loss: 12.5 }],
    });
    expect(record!.thumbnail).toMatchObject({ size: 4 });
    expect(record!.thumbnail!.matches).toHaveLength(4);
    expect(record!.bytes).toBeGreaterThan(someRun('a', 1).checkpoint.byteLength);
  });

  it('have names that follow from their seed, each another one, and keep what a person says of them', async () => {
    await keep('a', 1);
    await keep('b', 2);
    const names = (await shelf.contents()).records.map(({ name }) => name);
    expect(names[1]).toMatch(/^\w+ \w+$/);
    expect(names[0]).toBe(`${names[1]} 2`);
    await shelf.annotate('a', { name: 'the good one', tags: ['paper'], note: 'why', pinned: true });
    await keep('a', 3, 9);
    expect((await shelf.open('a'))!.record).toMatchObject({
      ...{ name: 'the good one', tags: ['paper'], note: 'why', pinned: true },
      step: 9,
    });
  });

  it('are deleted, and can be had back until later ones are kept', async () => {
    await keep('a', 1);
    await keep('b', 2);
    await shelf.remove('a', 10);
    expect(await listed()).toEqual(['b']);
    await shelf.restore('a');
    expect(await listed()).toEqual(['b', 'a']);
    await shelf.remove('a', 10);
    await keep('b', 10 + 11 * 60_000);
    await shelf.restore('a');
    expect(await listed()).toEqual(['b']);
    expect(await shelf.open('a')).toBeUndefined();
  });

  it('tell of every change, in this tab and in others', async () => {
    const [here, there] = [vi.fn(), vi.fn()];
    shelf.onChange(here);
    (await openRunShelf())!.onChange(there);
    await keep('a', 1);
    expect(here).toHaveBeenCalledOnce();
    await expect.poll(() => there).toHaveBeenCalledOnce();
  });

  it('that are damaged are named, and can be deleted', async () => {
    await keep('a', 1);
    await keep('b', 2);
    const opening = indexedDB.open('vicregl-playground');
    const database = await new Promise<IDBDatabase>((resolve) => {
      opening.onsuccess = () => resolve(opening.result);
    });
    const put = database
      .transaction('records', 'readwrite')
      .objectStore('records')
      .put({ id: 'a', step: -1 });
    await new Promise((resolve) => (put.onsuccess = resolve));
    expect(await shelf.contents()).toMatchObject({ damaged: ['a'], records: [{ id: 'b' }] });
    expect(await shelf.open('a')).toBeUndefined();
    await shelf.remove('a', 3);
    expect((await shelf.contents()).damaged).toEqual([]);
  });
});

describe('room', () => {
  it('the oldest runs give up their state, never a pinned one nor one in use, and keep their results', async () => {
    await keep('pinned', 0);
    await shelf.annotate('pinned', { pinned: true });
    for (let run = 1; run <= DEFAULT_STATES + 2; run++) await keep(`run ${run}`, run);
    const newest = Array.from({ length: DEFAULT_STATES }, (_, place) => `run ${DEFAULT_STATES + 2 - place}`);
    expect(await withState()).toEqual([...newest, 'pinned']);
    expect(await listed()).toHaveLength(DEFAULT_STATES + 3);
    const thinned = (await shelf.open('run 1'))!;
    expect(thinned.state).toBeUndefined();
    expect(thinned.results).toEqual(someRun('run 1', 1).results);
    expect(thinned.record.bytes).toBeLessThan((await shelf.open('run 3'))!.record.bytes);
    await shelf.setStates(3);
    expect(await withState()).toEqual([...newest.slice(0, 3), 'pinned']);
  });

  it('where the disk is full, states go before runs, and the one on show stays', async () => {
    await keep('a', 1);
    await keep('b', 2);
    await keep('pinned', 3);
    await shelf.annotate('pinned', { pinned: true });
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await keep('new', 4);
    expect(await withState()).toEqual(['new', 'pinned', 'b']);
  });

  it('a run is kept whole or not at all: nothing of it is changed where its state does not fit', async () => {
    await keep('a', 1);
    const before = await shelf.open('a');
    const { value: real } = Object.getOwnPropertyDescriptor(IDBObjectStore.prototype, 'put')! as {
      value: (...args: unknown[]) => IDBRequest<IDBValidKey>;
    };
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...args) {
      if (this.name === 'states') throw new DOMException('full', 'QuotaExceededError');
      return Reflect.apply(real, this, args);
    });
    await expect(keep('a', 2, 50)).rejects.toMatchObject({ info: { code: 'storage_full' } });
    vi.restoreAllMocks();
    expect(await shelf.open('a')).toEqual(before);
  });

  it('where nothing more can go, it is said, and what was there is whole', async () => {
    await keep('a', 1);
    const before = await shelf.open('a');
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await expect(keep('a', 2, 50)).rejects.toMatchObject({ info: { code: 'storage_full' } });
    await expect(shelf.annotate('a', { note: 'more' })).rejects.toMatchObject({
      info: { code: 'storage_full' },
    });
    vi.restoreAllMocks();
    expect(await shelf.open('a')).toEqual(before);
  });
});

it('is not there where the browser keeps nothing', async () => {
  vi.stubGlobal('indexedDB', undefined);
  expect(await openRunShelf()).toBeUndefined();
});
