import { beforeEach, expect, it } from 'vitest';
import { failureInfo } from '../failure';
import type { TuneReport } from '../reports/tuning';
import { tinyConfig } from '../training/testing/tinyRun';
import type { Trainer } from '../training/trainer';
import type { TrainingEvent } from './protocol';
import { RunTuner } from './runTuner';
import type { Tunings } from './tunings';

/** A table that was found; what is in it does not matter here. */
const FOUND = { found: true };
const REPORT: TuneReport = { kernels: [], left: 2 };

let events: TrainingEvent[];
let trainer: { isTraining: boolean; tilings: unknown };
let tunings: { isPossible: boolean; isDue: boolean; table: unknown };
let tuned: number;
/** What tuning ends with. */
let end: (signal: AbortSignal) => Promise<TuneReport>;

function tuner(tunesFirst = true): RunTuner {
  const aside = <T>(work: (signal: AbortSignal) => Promise<T>) => work(new AbortController().signal);
  const tune: Tunings['tune'] = async (_config, _known, { signal, onProgress }) => {
    tuned += 1;
    onProgress?.(1, 4);
    const report = await end(signal!);
    tunings.table = FOUND;
    return report;
  };
  const parts = [
    Object.assign(trainer, { aside, pause: () => Promise.resolve() }) as unknown as Trainer,
    Object.assign(tunings, { tune }) as unknown as Tunings,
  ] as const;
  return new RunTuner(
    ...parts,
    () => ({}),
    (event) => events.push(event),
    tunesFirst,
  );
}

beforeEach(() => {
  events = [];
  trainer = { isTraining: false, tilings: undefined };
  tunings = { isPossible: true, isDue: true, table: {} };
  tuned = 0;
  end = () => Promise.resolve(REPORT);
});

const config = tinyConfig();

it('tunes once before a first run, tells so as a phase, and gives the trainer what it found', async () => {
  const own = tuner();
  await own.beforeFirstRun(config);
  expect(events).toMatchObject([{ type: 'phase', phase: 'compiling', progress: 0.25 }]);
  expect(trainer.tilings).toBe(FOUND);
  await own.beforeFirstRun(config);
  expect(tuned).toBe(1);
});

it('tunes before no run where nobody asked for it, nor where it is not due', async () => {
  await tuner(false).beforeFirstRun(config);
  tunings.isDue = false;
  await tuner().beforeFirstRun(config);
  expect(tuned).toBe(0);
});

it('lets a first run begin untuned where tuning fails', async () => {
  end = () => Promise.reject(new Error('the disk is full'));
  await tuner().beforeFirstRun(config);
  expect(events.at(-1)).toEqual({ type: 'notice', message: 'The kernels were not tuned: the disk is full' });
});

it('tunes when it is asked to, but not beside a training, and not on the processor', async () => {
  const own = tuner(false);
  expect(await own.tune(config)).toBe(REPORT);
  expect(events).toEqual([{ type: 'tuning', done: 1, total: 4 }]);
  trainer.isTraining = true;
  expect(await own.tune(config).catch(failureInfo)).toMatchObject({ code: 'device_busy' });
  tunings.isPossible = false;
  expect(await own.tune(config).catch(failureInfo)).toMatchObject({ code: 'no_webgpu' });
});

it('keeps what was found until it is cancelled', async () => {
  end = (signal) =>
    new Promise((resolve) => signal.addEventListener('abort', () => resolve(REPORT), { once: true }));
  const own = tuner(false);
  const tuning = own.tune(config);
  own.cancel();
  expect(await tuning).toBe(REPORT);
  expect(trainer.tilings).toBe(FOUND);
});
