import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RECORDED, findRecorded, type Recorded } from '../../experiments/recorded';
import { Failure } from '../../failure';
import { tinyRecorded } from '../../formats/recorded/testing/tinyRecorded';
import { openSession, settle } from '../testing/openSession';
import { playedRun } from './playedRun';
import { createRecordedRuns, reportOnShow, type Clock } from './recordedRuns';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] });
});
afterEach(() => vi.useRealTimers());

const [BASE] = RECORDED;
const GLOBAL = findRecorded('global')!;
const NONE = Promise.resolve(undefined);

const loadTiny = async (recorded: Recorded) => playedRun(recorded, tinyRecorded({ name: recorded.id }));

/** A clock that goes when it is told to, and knows whether somebody listens. */
function handClock() {
  const ticks = new Set<(now: number) => void>();
  const clock: Clock = (tick) => {
    ticks.add(tick);
    return () => ticks.delete(tick);
  };
  let now = 0;
  const pass = (milliseconds: number) => {
    now += milliseconds;
    for (const tick of [...ticks]) tick(now);
  };
  return { clock, pass, isGoing: () => ticks.size > 0 };
}

async function openPlayer(change: Partial<Parameters<typeof createRecordedRuns>[0]> = {}) {
  const page = await openSession();
  const { session } = page;
  const time = handClock();
  const recorded = createRecordedRuns({
    ...{ shelf: NONE, run: session.run, config: session.config, comparison: session.comparison },
    tell: (message) => session.tell(message),
    loadWeights: vi.fn(() => Promise.resolve(true)),
    reproduce: vi.fn(() => Promise.resolve()),
    load: loadTiny,
    clock: time.clock,
    isStill: () => false,
    ...change,
  });
  const state = () => recorded.store.getState();
  const step = () => reportOnShow(state().played!, state().place).step;
  return { ...page, ...time, recorded, state, step };
}

describe('a recorded run', () => {
  it('plays on a first visit, as fast as the clock, to its end', async () => {
    const { recorded, state, step, pass, isGoing } = await openPlayer();
    await recorded.open('firstVisit');
    expect(state().played?.recorded).toBe(BASE);
    expect([step(), state().isPlaying]).toEqual([0, true]);
    pass(0);
    pass(4900);
    expect(step()).toBe(0);
    pass(200);
    expect(step()).toBe(250);
    recorded.setSpeed(4);
    pass(2500);
    expect(step()).toBe(500);
    pass(2500);
    expect([step(), state().isPlaying, isGoing()]).toEqual([1000, false, false]);
    // Once more, from the beginning.
    recorded.play();
    expect([step(), state().isPlaying]).toEqual([0, true]);
  });

  it('stays away where a run was kept, and where the address wants none', async () => {
    const kept = { records: [{}], damaged: [], held: new Set() };
    const shelf = Promise.resolve({ contents: async () => kept }) as never;
    const { recorded, state } = await openPlayer({ shelf });
    await recorded.open('firstVisit');
    await recorded.open('off');
    expect(state().played).toBeNull();
    await recorded.open(GLOBAL);
    expect(state().played?.recorded).toBe(GLOBAL);
  });

  it('shows its end and does not move for whoever wants nothing to move, unless it is asked to', async () => {
    const { recorded, state, step, isGoing } = await openPlayer({ isStill: () => true });
    await recorded.open('firstVisit');
    expect([step(), state().isPlaying, isGoing()]).toEqual([1000, false, false]);
    await recorded.show(GLOBAL);
    expect([step(), state().isPlaying]).toEqual([0, true]);
  });

  it('stops where one seeks, and goes on from there', async () => {
    const { recorded, state, step, pass } = await openPlayer();
    await recorded.show(BASE);
    recorded.seek(2);
    pass(0);
    pass(60_000);
    expect([step(), state().isPlaying]).toEqual([500, false]);
    recorded.play();
    pass(0);
    pass(9000);
    expect(step()).toBe(500);
    pass(1100);
    expect(step()).toBe(1000);
  });

  it('gives way to the run of the page, however that begins', async () => {
    const { session, recorded, state, isGoing } = await openPlayer();
    await recorded.show(BASE);
    await session.step();
    await settle();
    expect([state().played, isGoing()]).toEqual([null, false]);
    // A person may look at one again while a run is there.
    await recorded.show(BASE);
    await session.step();
    await settle();
    expect(state().played?.recorded).toBe(BASE);
  });

  it('that is still being fetched when it is no longer wanted never shows', async () => {
    let arrive: (() => void) | undefined;
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    const load = vi.fn(async (recorded: Recorded) => {
      await arrived;
      return loadTiny(recorded);
    });
    const { recorded, state } = await openPlayer({ load });
    const opening = recorded.open('firstVisit');
    await vi.waitFor(() => expect(state().loading).toBe(BASE));
    recorded.end();
    arrive!();
    await opening;
    expect([state().played, state().loading]).toEqual([null, null]);
    expect(load.mock.calls[0]).toHaveLength(2);
  });

  it('that cannot be read leaves the page as it is, with a quiet word', async () => {
    const load = () => Promise.reject(new Failure({ code: 'data_missing', message: 'There is no file.' }));
    const { recorded, state, message } = await openPlayer({ load });
    await recorded.open('firstVisit');
    expect([state().played, state().loading]).toEqual([null, null]);
    expect(message('recorded run')).toMatchObject({
      tone: 'info',
      text: 'The recorded run “α = 0.75” cannot be shown. There is no file.',
    });
  });

  it('is compared with another one, beside whatever the library has', async () => {
    const { session, recorded } = await openPlayer();
    expect(await recorded.compareWith(GLOBAL)).toBe(false);
    await recorded.show(BASE);
    expect(await recorded.compareWith(GLOBAL)).toBe(true);
    const { chosen, runs } = session.comparison.store.getState();
    expect(chosen).toEqual(['recorded base', 'recorded global']);
    expect(runs[chosen[1]!]).toMatchObject({
      record: { name: 'Recorded, α = 1', step: 1000, evaluations: { knn_top1: 0.5 } },
      history: { steps: { length: 4 } },
      snapshots: { length: 3 },
    });
    // What the library lists does not take them away.
    await session.library.refresh();
    session.library.store.setState({ records: [] });
    expect(session.comparison.store.getState().chosen).toHaveLength(2);
    session.comparison.choose('recorded base', false);
    expect(session.comparison.store.getState().chosen).toEqual(['recorded global']);
  });

  it('is a weights file to start from, and a run to reproduce', async () => {
    const loadWeights = vi.fn(() => Promise.resolve(true));
    const reproduce = vi.fn(() => Promise.resolve());
    const { recorded, state, run } = await openPlayer({ loadWeights, reproduce });
    await recorded.show(BASE);
    await recorded.startFrom();
    expect(loadWeights).toHaveBeenCalledWith(expect.objectContaining({ name: 'recorded-base.safetensors' }));
    await recorded.reproduce();
    expect(reproduce).toHaveBeenCalledOnce();
    expect(state().played).toBeNull();
    const { shared } = run();
    expect(shared).toMatchObject({
      name: 'The recorded run “α = 0.75”',
      config: tinyRecorded().config,
      summary: { step: 1000, device: 'none' },
    });
    expect(shared!.summary.curves.total!.steps).toEqual([0, 250, 500, 1000]);
  });
});
