import type { StoreApi } from 'zustand/vanilla';
import { Failure, failureInfo } from '../../failure';
import { SUBJECTS } from '../../reports/evaluationResult';
import type { SweepPoint } from '../../sweep/points';
import { evaluatedPoint } from '../../sweep/results';
import type { SubjectKind } from '../../worker/protocol';
import type { SweepDriver } from './sweepDriver';
import { isLost } from './status';
import {
  countOf,
  isUnderWay,
  trains,
  withOutcome,
  type Job,
  type JobPhase,
  type Outcome,
  type Stage,
} from './sweepJob';

/** Bytes of weights that a sweep keeps at most: beyond them, only results are kept. */
const MOST_WEIGHTS = 64 * 2 ** 20;

/** What can be done with a sweep. Its state is in the store. */
export interface SweepRunner {
  /** Begins with the points that wait. Resolves when the sweep is over, and the worker given back. */
  start(job: Job): Promise<void>;
  /** Lets a sweep go on that was paused, or takes up one again that was stopped. */
  resume(): Promise<void>;
  /** Holds the sweep: a training at once, anything else when it is done. */
  pause(): Promise<void>;
  /** Ends the sweep; the point under way waits again. Resolves when the worker is given back. */
  stop(): Promise<void>;
  /** Has the points that failed tried again. */
  retry(): Promise<void>;
}

/** Where the newest sweep is kept. */
export type JobStore = StoreApi<{ readonly job: Job | null }>;

/**
 * Does the points of a sweep one after the other. A point that fails keeps its reason and the next one begins; only a
 * lost device or worker stops the sweep.
 *
 * @param clock milliseconds, as `performance.now`
 */
export function createSweepRunner(
  driver: SweepDriver,
  store: JobStore,
  clock: () => number = () => performance.now(),
): SweepRunner {
  /** The sweep under way, until the worker is given back. */
  let work: Promise<void> | null = null;
  let release: () => void = () => undefined;
  /** When the stage began, later by all pauses in it; and when the pause did that is now. */
  let begun = 0;
  let heldSince: number | null = null;

  const jobNow = () => store.getState().job!;
  const change = (patch: Partial<Job>) => store.setState({ job: { ...jobNow(), ...patch } });
  const isIn = (...phases: JobPhase[]) => phases.includes(store.getState().job?.phase ?? 'stopped');
  const seconds = () => (clock() - begun) / 1000;

  function hold(): void {
    heldSince ??= clock();
    change({ phase: 'paused' });
  }

  function go(): void {
    if (heldSince !== null) begun += clock() - heldSince;
    heldSince = null;
    change({ phase: 'running' });
    release();
  }

  /** Waits out a pause. @throws Failure `cancelled` when the sweep is being stopped. */
  async function turn(): Promise<void> {
    if (isIn('pausing')) hold();
    while (isIn('paused')) await new Promise<void>((resolve) => (release = resolve));
    if (isIn('stopping')) throw new Failure({ code: 'cancelled', message: 'The sweep was stopped.' });
  }

  async function begin(index: number, stage: Stage): Promise<void> {
    await turn();
    begun = clock();
    heldSince = null;
    change({ current: { index, stage, share: 0, seconds: 0 } });
  }

  const told = (share: number) => {
    const { current } = jobNow();
    if (current !== null) change({ current: { ...current, share, seconds: seconds() } });
  };

  async function outcomeOf(index: number): Promise<Outcome> {
    const { points, probes } = jobNow();
    const point = points[index]!;
    if ('problem' in point) throw new Failure({ code: 'config_invalid', message: point.problem });
    await begin(index, 'settingUp');
    await driver.setUp(point.config);
    let training = 0;
    if (trains(point)) {
      await begin(index, 'training');
      await driver.train(told);
      training = seconds();
    }
    await begin(index, 'evaluating');
    const { report } = await driver.evaluate({ subject: subjectOf(point), probes }, told);
    const evaluating = seconds();
    const weights = trains(point) ? await keptWeights() : null;
    const result = evaluatedPoint(point, report);
    return { status: 'done', result, seconds: { training, evaluating }, weights };
  }

  /** The weights of the point under way, while there is room for them. */
  async function keptWeights(): Promise<Uint8Array | null> {
    const used = jobNow().outcomes.reduce(
      (sum, outcome) => sum + (outcome.status === 'done' ? (outcome.weights?.length ?? 0) : 0),
      0,
    );
    if (used >= MOST_WEIGHTS) return null;
    try {
      const weights = await driver.weights();
      return used + weights.length <= MOST_WEIGHTS ? weights : null;
    } catch {
      // The numbers are what the point was for.
      return null;
    }
  }

  async function doPoint(index: number): Promise<void> {
    try {
      const outcome = await outcomeOf(index);
      store.setState({ job: withOutcome(jobNow(), index, outcome) });
    } catch (error) {
      const failure = failureInfo(error, 'doing a point of the sweep');
      if (isLost(failure)) change({ phase: 'stopping', failure });
      else if (!isIn('stopping'))
        store.setState({ job: withOutcome(jobNow(), index, { status: 'failed', failure }) });
    }
  }

  async function doAll(): Promise<void> {
    for (;;) {
      const index = jobNow().outcomes.findIndex(({ status }) => status === 'waiting');
      if (index === -1 || isIn('stopping')) return;
      await doPoint(index);
    }
  }

  async function run(job: Job): Promise<void> {
    if (!(await driver.take())) return;
    store.setState({ job: { ...job, phase: 'running', current: null, failure: null } });
    await doAll();
    change({ phase: 'stopping', current: null });
    await driver.giveBack();
    const isOver = jobNow().outcomes.every(({ status }) => status !== 'waiting');
    change({ phase: isOver ? 'finished' : 'stopped' });
  }

  const runner: SweepRunner = {
    start: (job) => (work ??= run(job).finally(() => (work = null))),
    resume: async () => {
      const { job } = store.getState();
      if (job === null) return;
      if (!isUnderWay(job)) {
        if (countOf(job, 'waiting') > 0) await runner.start(job);
        return;
      }
      if (!isIn('paused', 'pausing')) return;
      go();
      if (job.current?.stage === 'training') await driver.goOn();
    },
    pause: async () => {
      if (!isIn('running')) return;
      if (jobNow().current?.stage === 'training') {
        hold();
        await driver.pause();
      } else change({ phase: 'pausing' });
    },
    stop: async () => {
      if (work === null) return;
      if (store.getState().job !== null && !isIn('stopping', 'stopped', 'finished')) {
        change({ phase: 'stopping' });
        release();
        await driver.abandon();
      }
      await work;
    },
    retry: async () => {
      const { job } = store.getState();
      if (job === null || work !== null) return;
      const outcomes = job.outcomes.map((outcome): Outcome =>
        outcome.status === 'failed' ? { status: 'waiting' } : outcome,
      );
      await runner.start({ ...job, outcomes });
    },
  };
  return runner;
}

/** Whose features a point is about. */
function subjectOf({ baseline, label }: SweepPoint): SubjectKind {
  const subject = baseline === undefined ? 'weights' : SUBJECTS.find((kind) => kind === baseline);
  if (subject !== undefined) return subject;
  throw new Failure({ code: 'config_invalid', message: `The page cannot compute “${label}”.` });
}
