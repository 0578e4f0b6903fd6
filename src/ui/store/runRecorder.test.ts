import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openRunShelf, type RunShelf } from '../../storage/runShelf';
import { metricsEntries } from '../history/metricsEntries';
import { openSession, settle, until } from '../testing/openSession';

const KEPT = 'kept run';

beforeEach(() => {
  // What idb waits for is no timer of ours.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] });
  vi.stubGlobal('navigator', { userAgent: 'A browser' });
  vi.stubGlobal('indexedDB', new IDBFactory());
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A page on the browser's shelf. */
const openPage = async (options = {}) => openSession(options, {}, openRunShelf());

const shelf = async () => (await openRunShelf())!;
const newest = async () => (await shelf()).newest();

/** The newest run as a whole. */
async function newestWhole() {
  const { record, results, state } = (await (await shelf()).open((await newest())!.id))!;
  return { record, results, checkpoint: state!.checkpoint };
}

/** The browser's locks: one is given while nobody has it. */
function freeLocks() {
  const held = new Set<string>();
  return {
    request: async (
      name: string,
      _options: object,
      act: (lock: object | null) => Promise<void> | undefined,
    ) => {
      await Promise.resolve();
      if (held.has(name)) return act(null);
      held.add(name);
      return act({ name });
    },
    query: () => Promise.resolve({ held: [...held].map((name) => ({ name })) }),
  };
}

/** Trains a while; the fake makes a checkpoint every 20 steps. */
async function trained(milliseconds = 500) {
  const page = await openPage();
  await page.session.train();
  await settle(milliseconds);
  await page.session.pause();
  await until(async () => expect((await newest())?.checkpointStep).toBe(page.run().kept?.step));
  return page;
}

describe('a run', () => {
  it('is kept as it goes, and goes on from its last checkpoint in a page that is opened again', async () => {
    const first = await trained();
    const kept = await newestWhole();
    expect(kept.results.step).toBeGreaterThanOrEqual(20);
    first.session.config.getState().edit('loss.alpha', 0.5);

    const page = await openPage();
    await until(() => expect(page.message(KEPT)).toBeDefined());
    expect(page.message(KEPT)!.text).toMatch(/^The last run in this browser, "\w+ \w+", had done \d+ of /);
    page.message(KEPT)!.action!.act();
    await until(async () => {
      await settle(100);
      expect(page.calls.resume).toHaveBeenCalledOnce();
    });
    await settle(200);
    expect(page.calls.resume.mock.calls[0]![1]).toEqual(kept.checkpoint);
    expect(page.run()).toMatchObject({ phase: 'paused', active: { loss: { alpha: 0.75 } } });
    const { step } = page.run();
    expect(step).toBe(kept.results.step - (kept.results.step % 20));
    const before = kept.results.metrics.filter((entry) => entry.step <= step);
    expect(metricsEntries(page.run().history)).toEqual(before);
    expect(page.message(KEPT)).toBeUndefined();

    await page.session.train();
    await settle(400);
    await until(async () => expect((await newest())!.step).toBeGreaterThan(step));
    expect((await newest())!.id).toBe(kept.record.id);
  });

  it('is kept from its first checkpoint on, where locks say which tab has it', async () => {
    vi.stubGlobal('navigator', { userAgent: 'A browser', locks: freeLocks() });
    const page = await openPage();
    await page.session.train();
    while (page.run().kept === null) await settle(10);
    // The fake's timers stand still from here on, so no other checkpoint comes.
    vi.useRealTimers();
    await until(async () => expect((await (await shelf()).contents()).records).toHaveLength(1));
  });

  it('that begins anew is kept beside the one before', async () => {
    const page = await trained();
    const first = (await newest())!.id;
    await page.session.reset();
    await page.session.train();
    await settle(500);
    await until(async () => expect((await newest())!.id).not.toBe(first));
  });

  it('is kept at once when the page is hidden', async () => {
    const page = await openPage();
    await page.session.train();
    await settle(70);
    expect(await newest()).toBeUndefined();
    await page.session.keepNow();
    await until(async () => expect((await newest())?.step).toBe(page.run().kept?.step));
  });

  it('that cannot be kept is told once, and trains on', async () => {
    const real = await shelf();
    const refuses: RunShelf = {
      ...real,
      keep: () => Promise.reject(new DOMException('no', 'InvalidStateError')),
    };
    const page = await openSession({}, {}, Promise.resolve(refuses));
    await page.session.train();
    await settle(900);
    expect(page.run().messages.filter(({ key }) => key === 'keeping runs')).toHaveLength(1);
    expect(page.run().phase).toBe('running');
  });
});

it('a run that is brought back is kept as itself, and not in place of another', async () => {
  const page = await trained();
  const first = (await newest())!;
  await page.session.reset();
  await page.session.train();
  await settle(250);
  await page.session.pause();
  await until(async () => expect((await newest())!.id).not.toBe(first.id));
  const second = (await newest())!;
  await page.session.undoReset();
  await settle(300);
  const { step } = page.run();
  await page.session.train();
  await settle(500);
  await until(async () => expect((await newest())!.id).toBe(first.id));
  expect((await newest())!.step).toBeGreaterThan(step);
  const { records } = await (await shelf()).contents();
  expect(records.map(({ id }) => id)).toEqual([first.id, second.id]);
  expect(records[1]!.step).toBe(second.step);
});

it('a run begins with its pictures and its weights file when it comes back', async () => {
  const first = await openPage();
  const loading = first.session.loadWeights(new File(['weights'], 'backbone.pth'));
  await settle();
  await loading;
  await first.session.train();
  await settle(700);
  await first.session.pause();
  await until(async () => expect((await newest())?.checkpointStep).toBe(first.run().kept?.step));
  const { results } = await newestWhole();
  expect(results.snapshots.length).toBeGreaterThan(1);

  const page = await openPage();
  await until(() => expect(page.message(KEPT)).toBeDefined());
  page.message(KEPT)!.action!.act();
  await until(async () => {
    await settle(100);
    expect(page.calls.resume).toHaveBeenCalledOnce();
  });
  const [file] = page.calls.loadWeights.mock.calls[0]!;
  expect(file.name).toBe('backbone.pth');
  expect(await file.text()).toBe('weights');
  expect(page.run().snapshots.length).toBeGreaterThan(1);
});

it('a kept run that is damaged is named, keeps its results, and is not offered again', async () => {
  await trained();
  const { record, results, checkpoint } = await newestWhole();
  const place = await shelf();
  const damaged = { ...results, metrics: [{ step: 5 }, { step: 4 }] };
  await place.keep(
    { id: record.id, savedAt: record.savedAt, totalSteps: 100, results: damaged, checkpoint, start: null },
    record.origin,
  );
  const page = await openPage();
  await until(() => expect(page.message(KEPT)).toBeDefined());
  page.message(KEPT)!.action!.act();
  await until(() => expect(page.message(KEPT)?.failure?.code).toMatch(/^bundle_bad_/));
  expect(page.run().phase).toBe('ready');
  await until(async () => expect(await newest()).toBeUndefined());
  expect((await place.contents()).records).toHaveLength(1);
});
