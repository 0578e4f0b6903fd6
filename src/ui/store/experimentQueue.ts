import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RunConfig } from '../../config/runConfig';
import { labelOn, trainingsOf, type Experiment } from '../../experiments/experiments';
import { STEPS, watchedConfig } from '../../experiments/trainings';
import { failureInfo } from '../../failure';
import type { ExperimentDriver } from './experimentDriver';
import { isLost } from './status';

/** What became of a run of an experiment. */
export type QueuedStatus = 'waiting' | 'training' | 'evaluating' | 'done' | 'skipped' | 'failed';

export interface QueuedRun {
  /** What the card calls it. */
  readonly label: string;
  readonly config: RunConfig;
  readonly status: QueuedStatus;
  /** Why it failed. */
  readonly reason?: string;
  /** Under which the browser keeps it; absent where it could not be kept. */
  readonly runId?: string;
}

/** An experiment from its start on. */
export interface ExperimentJob {
  readonly id: string;
  readonly question: string;
  readonly runs: readonly QueuedRun[];
  /** `ended` before all runs were over, by a person or for `reason`. */
  readonly phase: 'running' | 'ended' | 'finished';
  readonly reason?: string;
}

export interface ExperimentState {
  /** Steps of each run; the experiments' own where it is absent. */
  readonly steps: number | undefined;
  /** The one that was begun last, until it is dismissed. */
  readonly job: ExperimentJob | null;
}

/** What a person can do with experiments. */
export interface ExperimentQueue {
  readonly store: StoreApi<ExperimentState>;
  setSteps(steps: number | undefined): void;
  /** Trains, evaluates and compares the runs of an experiment, one after the other; nothing while one is under way. */
  start(experiment: Experiment): Promise<void>;
  /** Leaves the run under way as it is, and goes on with the next. */
  skip(): Promise<void>;
  /** Leaves the run under way as it is, and the others out. */
  end(): Promise<void>;
  /** Forgets an experiment that is over. */
  dismiss(): void;
}

export function isUnderWay(job: ExperimentJob | null): boolean {
  return job?.phase === 'running';
}

/** The runs of an experiment as they will be set up. @param steps of each, where those are not the experiments' own */
export function runsOf(experiment: Experiment, steps?: number): readonly QueuedRun[] {
  return trainingsOf(experiment).map((training) => ({
    label: labelOn(experiment, training),
    config: watchedConfig(training, steps),
    status: 'waiting',
  }));
}

export function createExperimentQueue(driver: ExperimentDriver): ExperimentQueue {
  const store = createStore<ExperimentState>(() => ({ steps: undefined, job: null }));
  /** From a start on, while a person is asked too. */
  let work: Promise<void> | null = null;
  /** What a person wants of the run under way. */
  let wish: 'skip' | 'end' | null = null;
  const wished = () => wish;

  const change = (patch: Partial<ExperimentJob>) =>
    store.setState(({ job }) => ({ job: job === null ? null : { ...job, ...patch } }));
  const setRun = (place: number, patch: Partial<QueuedRun>) =>
    change({
      runs: store.getState().job!.runs.map((run, index) => (index === place ? { ...run, ...patch } : run)),
    });

  async function runAll(experiment: Experiment): Promise<void> {
    const { steps } = store.getState();
    const runs = runsOf(experiment, steps);
    if (!(await driver.take(runs.map(({ config }) => config)))) return;
    const { id, question } = experiment;
    store.setState({ job: { id, question, runs, phase: 'running' } });
    const origin = { name: question, config: watchedConfig('base', steps) };
    const kept: string[] = [];
    for (const [place, { label, config }] of runs.entries()) {
      wish = null;
      try {
        setRun(place, { status: 'training' });
        await driver.train(config, origin);
        setRun(place, { status: 'evaluating' });
        await driver.evaluate();
        const runId = await driver.keep(nameOf(label, steps), id);
        setRun(place, { status: 'done', ...(runId === null ? {} : { runId }) });
        if (runId === null) continue;
        kept.push(runId);
        driver.compare(kept);
      } catch (error) {
        const reason = wished() === null ? failureInfo(error, 'training a run of the experiment') : null;
        setRun(place, reason === null ? { status: 'skipped' } : { status: 'failed', reason: reason.message });
        // Another run has taken the page, or nothing computes any more.
        const isOver = reason !== null && (isLost(reason) || reason.code === 'cancelled');
        if (wished() !== 'end' && !isOver) continue;
        change({ phase: 'ended', ...(reason === null ? {} : { reason: reason.message }) });
        return;
      }
    }
    change({ phase: 'finished' });
  }

  const abandon = async (next: typeof wish) => {
    if (!isUnderWay(store.getState().job)) return;
    wish = next;
    await driver.abandon();
  };

  return {
    store,
    setSteps: (steps) => store.setState({ steps }),
    start: (experiment) => (work ??= runAll(experiment).finally(() => (work = null))),
    skip: () => abandon('skip'),
    end: async () => {
      await abandon('end');
      await work;
    },
    dismiss: () => {
      if (!isUnderWay(store.getState().job)) store.setState({ job: null });
    },
  };
}

/** In the library: what the card calls it, and how long it is where that is not usual. */
function nameOf(label: string, steps: number | undefined): string {
  return steps === undefined || steps === STEPS ? label : `${label}, ${steps.toLocaleString('en')} steps`;
}
