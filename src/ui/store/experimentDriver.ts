import type { RunConfig } from '../../config/runConfig';
import { Failure, type FailureInfo } from '../../failure';
import { counted } from '../../reports/format';
import type { RunOrigin } from '../../storage/runRecord';
import type { ProbeName } from '../../worker/protocol';
import type { Comparison } from './comparison';
import type { ConfigStore } from './configStore';
import type { Library } from './library';
import { sortChanges } from './liveChanges';
import type { Question } from './question';
import type { RunRecorder } from './runRecorder';
import { hasResults, type RunState } from './runState';
import type { RunStore } from './runStore';
import { isGone, phaseOf } from './status';
import { trainingEnd } from './trainingEnd';

/** What an experiment needs of the page. */
export interface ExperimentDriver {
  /** Asks where a run or images of a person's would have to go; false when they stay, or a link's locks forbid it. */
  take(configs: readonly RunConfig[]): Promise<boolean>;
  /**
   * Sets up a run as the panels would, and trains it to its end, pauses included.
   * @param origin what its settings are told as changes of
   * @throws Failure `cancelled` when it was abandoned, or another run took its place; what the training failed of
   */
  train(config: RunConfig, origin: RunOrigin): Promise<void>;
  /** Evaluates what was trained. @throws Failure `cancelled` as `train` */
  evaluate(): Promise<void>;
  /** Names the run in the library. @returns its id there; `null` where the browser keeps no runs */
  keep(name: string, tag: string): Promise<string | null>;
  /** Chooses these runs of the library to be compared, and no others. */
  compare(ids: readonly string[]): void;
  /** Pauses the training under way, or ends the evaluation: it rejects with `cancelled`. */
  abandon(): Promise<void>;
}

interface Surroundings {
  readonly run: RunStore;
  readonly config: ConfigStore;
  readonly recorder: RunRecorder;
  readonly library: Library;
  readonly comparison: Comparison;
  readonly ask: (question: Omit<Question, 'answer'>) => Promise<boolean>;
  /** Ends what else holds the worker, when a person agrees. */
  readonly isFree: () => Promise<boolean>;
  /** Sets up a new run from the panels. */
  readonly beginAnew: () => Promise<boolean>;
  readonly train: () => Promise<void>;
  readonly pause: () => Promise<void>;
  readonly evaluate: (probes: readonly ProbeName[]) => Promise<boolean>;
  readonly cancelEvaluation: () => Promise<void>;
}

/** What each run is judged by: cheap, and telling for nearly every question. */
const PROBES: readonly ProbeName[] = ['linear', 'knn', 'matching'];

/** Experiments in the page: each run is an ordinary one, so every view shows it and the library keeps it. */
export function createExperimentDriver(page: Surroundings): ExperimentDriver {
  const { run, config, recorder, library, comparison } = page;
  /** The run under way, as it was set up. */
  let own: RunConfig | null = null;
  let ending = new AbortController();

  /** False once the run on show is another one, or has begun anew. */
  function isOwn({ active, step, sweeping }: RunState, before: Pick<RunState, 'step'>): boolean {
    if (own === null || active === null || sweeping || step < before.step) return false;
    return sortChanges(own, own.loss.alpha, active).waiting.length === 0;
  }

  /** Resolves at the end of the training under way. */
  function end(signal: AbortSignal): Promise<void> {
    const failureOf = (state: RunState, before: RunState) => {
      if (phaseOf(state) === 'failed') return () => new Failure(state.failure ?? STOPPED);
      return isOwn(state, before) ? undefined : replaced;
    };
    return trainingEnd(run, signal, failureOf, abandoned);
  }

  /** What kept a run from being set up, which the page tells. */
  function refusal(): Failure {
    const { failure, messages } = run.getState();
    return new Failure(failure ?? messages.find((message) => message.failure)?.failure ?? NOT_SET_UP);
  }

  return {
    take: async (configs) => {
      if (isGone(run.getState()) || !(await page.isFree())) return false;
      if (!configs.every((wanted) => config.getState().accepts(wanted))) return false;
      await library.refresh();
      const question = questionOf(run.getState(), config.getState().config, library.store.getState().isThere);
      if (question !== null && !(await page.ask(question))) return false;
      if (phaseOf(run.getState()) === 'running') {
        await recorder.keepNow();
        await page.pause();
      }
      await recorder.settled();
      return true;
    },
    train: async (wanted, origin) => {
      ending = new AbortController();
      const { signal } = ending;
      own = wanted;
      config.getState().replace(wanted, origin);
      if (!(await page.beginAnew())) throw refusal();
      if (signal.aborted) throw abandoned();
      await page.train();
      await end(signal);
    },
    evaluate: async () => {
      const { plan } = run.getState().evaluation;
      const more = plan.whenFinished ? plan.probes.filter((probe) => !PROBES.includes(probe)) : [];
      const before = run.getState();
      await page.evaluate([...PROBES, ...more]);
      if (ending.signal.aborted) throw abandoned();
      if (isGone(run.getState())) throw new Failure(run.getState().failure ?? STOPPED);
      if (!isOwn(run.getState(), before)) throw replaced();
    },
    keep: async (name, tag) => {
      await recorder.settled();
      const { runId } = run.getState();
      if (runId === null) return null;
      await library.annotate(runId, { name, tags: [tag] });
      await library.refresh();
      return library.store.getState().records.some(({ id }) => id === runId) ? runId : null;
    },
    compare: (ids) => {
      comparison.clear();
      for (const id of ids) comparison.choose(id, true);
    },
    abandon: async () => {
      ending.abort();
      if (run.getState().evaluation.evaluating !== null) await page.cancelEvaluation();
      else await page.pause();
    },
  };
}

/** What a person has to agree to; `null` where nothing would have to go. */
function questionOf(state: RunState, panels: RunConfig, keepsRuns: boolean): Omit<Question, 'answer'> | null {
  const { step, totalSteps, kept, runId } = state;
  const isKept = keepsRuns && runId !== null;
  const isDone = isKept && step >= totalSteps && kept?.step === step;
  const where = isKept
    ? 'It stays in the library of runs, and can go on from there.'
    : 'It can be brought back until the new run has more steps.';
  const losses = [
    ...(hasResults(state) && !isDone ? [`Your run of ${counted(step, 'step')} ends. ${where}`] : []),
    ...(panels.data.source === 'synthetic'
      ? []
      : ['Experiments train on the built-in scenes, not on your images; these stay chosen.']),
  ];
  if (losses.length === 0) return null;
  const text = `${losses.join(' ')} The settings become those of the experiment; Undo brings yours back.`;
  return { title: 'Start the experiment?', text, agree: 'Start the experiment', decline: 'Not now' };
}

const STOPPED: FailureInfo = { code: 'internal', message: 'The training stopped.', doing: 'training' };
const NOT_SET_UP: FailureInfo = {
  code: 'internal',
  message: 'The run could not be set up.',
  doing: 'setting up a run of the experiment',
};

function abandoned(): Failure {
  return new Failure({ code: 'cancelled', message: 'The run was left.' });
}

function replaced(): Failure {
  return new Failure({ code: 'cancelled', message: 'Another run took its place.' });
}
