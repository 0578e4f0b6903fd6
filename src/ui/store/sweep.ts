import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ConfigStore } from './configStore';
import type { Question } from './question';
import type { RunStore } from './runStore';
import { FIRST_DRAFT, planOf, type SweepDraft } from './sweepDraft';
import type { SweepDriver } from './sweepDriver';
import { countOf, hasUnsaved, isUnderWay, newJob, type Job } from './sweepJob';
import { createSweepRunner } from './sweepRunner';

export interface SweepState {
  readonly draft: SweepDraft;
  /** The sweep that was begun last. */
  readonly job: Job | null;
}

export type SweepStore = StoreApi<SweepState>;

/** What a person can do with sweeps. */
export interface Sweep {
  readonly store: SweepStore;
  edit(change: Partial<SweepDraft>): void;
  /** Begins what is set up; nothing while that has a problem, or a sweep is under way. */
  start(): Promise<void>;
  /** Lets a sweep go on that was paused or stopped. */
  resume(): Promise<void>;
  pause(): Promise<void>;
  /** Ends the sweep under way; resolves when the run before it is back. */
  stop(): Promise<void>;
  /** Tries the points again that failed. */
  retry(): Promise<void>;
  /** Notes that the results are in a file. */
  noteSaved(): void;
}

export function createSweep(
  driver: SweepDriver,
  config: ConfigStore,
  run: RunStore,
  ask: (question: Omit<Question, 'answer'>) => Promise<boolean>,
): Sweep {
  const store: SweepStore = createStore(() => ({ draft: FIRST_DRAFT, job: null }));
  const runner = createSweepRunner(driver, store);

  /** Results that are in no file are only given up when a person agrees. */
  const mayReplace = async (job: Job | null) =>
    job === null ||
    !hasUnsaved(job) ||
    ask({
      title: 'Give up the last sweep’s results?',
      text: `${countOf(job, 'done')} points of the last sweep are in no file. Save them as CSV first to keep them.`,
      agree: 'Give up and start',
      decline: 'Keep them',
    });

  return {
    store,
    edit: (change) => store.setState(({ draft }) => ({ draft: { ...draft, ...change } })),
    start: async () => {
      const { draft, job } = store.getState();
      if (job !== null && isUnderWay(job)) return;
      const { points } = planOf(draft, config.getState(), run.getState().data?.count);
      if (points.length === 0 || !(await mayReplace(job))) return;
      const paths = draft.axes.map(({ path }) => path);
      await runner.start(newJob({ paths, points, probes: draft.probes }));
    },
    resume: () => runner.resume(),
    pause: () => runner.pause(),
    stop: () => runner.stop(),
    retry: () => runner.retry(),
    noteSaved: () =>
      store.setState(({ job }) => ({ job: job === null ? null : { ...job, saved: countOf(job, 'done') } })),
  };
}
