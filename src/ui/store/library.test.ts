import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SOME_ORIGIN, someRun } from '../../storage/testing/someRun';
import { openRunShelf, type RunShelf } from '../../storage/runShelf';
import { openSession, settle, until } from '../testing/openSession';
import { MOST_COMPARED } from './comparison';

let shelf: RunShelf;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] });
  vi.stubGlobal('navigator', { userAgent: 'A browser' });
  vi.stubGlobal('indexedDB', new IDBFactory());
  shelf = (await openRunShelf())!;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A page on a shelf with some runs. */
async function openPage(ids: readonly string[]) {
  for (const [at, id] of ids.entries()) await shelf.keep(someRun(id, at + 1), SOME_ORIGIN);
  const page = await openSession({}, {}, openRunShelf());
  const { library, comparison } = page.session;
  await library.refresh();
  return { ...page, library, comparison, state: () => library.store.getState() };
}

describe('the library', () => {
  it('lists what is kept, and follows what another tab changes', async () => {
    const { library, state } = await openPage(['a', 'b']);
    library.watch();
    expect(state()).toMatchObject({ isThere: true, records: [{ id: 'b' }, { id: 'a' }] });
    await shelf.annotate('a', { tags: ['mine'] });
    await until(() => expect(state().records[1]!.tags).toEqual(['mine']));
  });

  it('reads nothing while nobody looks, and all of it when somebody does', async () => {
    const { library, state } = await openPage(['a']);
    const before = state();
    const [first, second] = [library.watch(), library.watch()];
    await until(() => expect(state()).not.toBe(before));
    first();
    first();
    await shelf.annotate('a', { tags: ['seen'] });
    await until(() => expect(state().records[0]!.tags).toEqual(['seen']));
    second();
    const unseen = state();
    const heard = new Promise(
      (resolve) => void openRunShelf().then((other) => other!.onChange(() => resolve(undefined))),
    );
    await settle(0);
    await shelf.annotate('a', { tags: ['unseen'] });
    await heard;
    expect(state()).toBe(unseen);
    library.watch();
    await until(() => expect(state().records[0]!.tags).toEqual(['unseen']));
  });

  it('deletes with a way back', async () => {
    const { library, state, message } = await openPage(['a', 'b']);
    library.watch();
    await library.remove('a');
    await until(() => expect(state().records.map(({ id }) => id)).toEqual(['b']));
    expect(message('deleted run')!.text).toMatch(/^".+" is deleted\.$/);
    message('deleted run')!.action!.act();
    await until(() => expect(state().records).toHaveLength(2));
    expect(message('deleted run')).toBeUndefined();
  });

  it('takes the settings of a run over, and the run that is trained with them says where they came from', async () => {
    const page = await openPage(['a']);
    const { name } = page.state().records[0]!;
    page.library.watch();
    page.library.duplicate('a');
    expect(page.config().config).toEqual(someRun('a', 1).results.config);
    expect(page.message('configuration opened')!.text).toContain(`"${name}"`);
    page.config().edit('loss.alpha', 0.5);
    const training = page.session.restart();
    await settle(800);
    await training;
    await until(() => expect(page.state().records).toHaveLength(2));
    const [child] = page.state().records;
    expect(child).toMatchObject({ origin: { name }, config: { loss: { alpha: 0.5 } } });
  });

  it('says so where the state of a run was given up, and where another tab has it', async () => {
    const { library, message, calls } = await openPage(['a']);
    await shelf.giveUpState('a');
    await library.goOn('a');
    expect(message('kept run')).toMatchObject({
      failure: { message: expect.stringContaining('has given up its state') as string },
    });
    vi.spyOn(shelf, 'hold');
    const taken = await openSession(
      {},
      {},
      Promise.resolve({ ...shelf, hold: () => Promise.resolve(undefined) }),
    );
    await taken.session.library.goOn('a');
    expect(taken.message('kept run')!.text).toContain('Another tab has this run');
    expect(calls.resume).not.toHaveBeenCalled();
  });

  it('gives a run away as a file', async () => {
    const { library } = await openPage(['a']);
    const bundle = (await library.whole('a'))!;
    expect(bundle.metrics.map(({ step }) => step)).toEqual([0, 1, 2]);
    expect(bundle.checkpoint).toEqual(someRun('a', 1).checkpoint);
  });
});

describe('a comparison', () => {
  it('reads the runs that are chosen, and drops those that are not or that are gone', async () => {
    const { comparison, library } = await openPage(['a', 'b']);
    const compared = () => Object.keys(comparison.store.getState().runs).sort();
    comparison.choose('a', true);
    comparison.choose('b', true);
    await until(() => expect(compared()).toEqual(['a', 'b']));
    expect(comparison.store.getState().runs.a!.history.steps.length).toBeGreaterThanOrEqual(0);
    expect(comparison.store.getState().runs.a!.snapshots).toHaveLength(2);
    comparison.choose('a', false);
    expect(compared()).toEqual(['b']);
    await library.remove('b');
    await until(() => expect(comparison.store.getState().chosen).toEqual([]));
    expect(compared()).toEqual([]);
  });

  it('reads a run again that has gone on', async () => {
    const { comparison } = await openPage(['a']);
    comparison.choose('a', true);
    await until(() => expect(comparison.store.getState().runs.a?.record.step).toBe(2));
    await shelf.keep(someRun('a', 9, 40), SOME_ORIGIN);
    await until(() => expect(comparison.store.getState().runs.a?.record.step).toBe(40));
  });

  it('takes so many and no more', async () => {
    const ids = Array.from({ length: MOST_COMPARED + 1 }, (_, at) => `${at}`);
    const { comparison } = await openPage(ids);
    expect(ids.map((id) => comparison.choose(id, true))).toEqual([...ids.slice(1).map(() => true), false]);
    expect(comparison.store.getState().chosen).toHaveLength(MOST_COMPARED);
  });

  it('says why a run cannot be read', async () => {
    const { comparison } = await openPage(['a']);
    const { results, ...run } = someRun('a', 2);
    await shelf.keep({ ...run, results: { ...results, metrics: [{ step: 2 }, { step: 1 }] } }, SOME_ORIGIN);
    comparison.choose('a', true);
    await until(() =>
      expect(comparison.store.getState().failures.a).toContain('is not a whole number above 2'),
    );
  });
});
