import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openRunShelf, type RunShelf } from '../../storage/runShelf';
import { metricsEntries } from '../history/metricsEntries';
import { openSession, settle } from '../testing/openSession';

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

async function newest() {
  return (await openRunShelf())!.newest();
}

/** Trains a while; the fake makes a checkpoint every 20 steps. */
async function trained(milliseconds = 500) {
  const page = await openPage();
  await page.session.train();
  await settle(milliseconds);
  await vi.waitFor(async () => expect(await newest()).toBeDefined());
  return page;
}

describe('a run', () => {
  it('is kept as it goes, and goes on from its last checkpoint in a page that is opened again', async () => {
    const first = await trained();
    const kept = (await newest())!;
    expect(kept.results.step).toBeGreaterThanOrEqual(20);
    first.session.config.getState().edit('loss.alpha', 0.5);

    const page = await openPage();
    await vi.waitFor(() => expect(page.message(KEPT)).toBeDefined());
    expect(page.message(KEPT)!.text).toMatch(/^The last run in this browser had done \d+ of /);
    page.message(KEPT)!.action!.act();
    await vi.waitFor(async () => {
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
    await vi.waitFor(async () => expect((await newest())!.results.step).toBeGreaterThan(step));
    expect((await newest())!.id).toBe(kept.id);
  });

  it('that begins anew is kept beside the one before', async () => {
    const page = await trained();
    const first = (await newest())!.id;
    await page.session.pause();
    await page.session.reset();
    await page.session.train();
    await settle(500);
    await vi.waitFor(async () => expect((await newest())!.id).not.toBe(first));
  });

  it('is kept at once when the page is hidden', async () => {
    const page = await openPage();
    await page.session.train();
    await settle(70);
    expect(await newest()).toBeUndefined();
    await page.session.keepNow();
    await vi.waitFor(async () => expect((await newest())?.results.step).toBe(page.run().kept?.step));
  });

  it('that cannot be kept is told once, and trains on', async () => {
    const shelf: RunShelf = {
      keep: () => Promise.reject(new DOMException('no', 'InvalidStateError')),
      newest: () => Promise.resolve(undefined),
      hold: () => Promise.resolve(true),
      remove: () => Promise.resolve(),
    };
    const page = await openSession({}, {}, Promise.resolve(shelf));
    await page.session.train();
    await settle(900);
    expect(page.run().messages.filter(({ key }) => key === 'keeping runs')).toHaveLength(1);
    expect(page.run().phase).toBe('running');
  });
});

it('a kept run that is damaged is named, and given up', async () => {
  await trained();
  const shelf = (await openRunShelf())!;
  const kept = (await newest())!;
  await shelf.keep({ ...kept, checkpoint: kept.checkpoint.slice(0, 50) });
  const page = await openPage();
  await vi.waitFor(() => expect(page.message(KEPT)).toBeDefined());
  page.message(KEPT)!.action!.act();
  await vi.waitFor(() => expect(page.message(KEPT)?.failure?.code).toMatch(/^checkpoint_bad_/));
  expect(page.run().phase).toBe('ready');
  await vi.waitFor(async () => expect(await newest()).toBeUndefined());
});
