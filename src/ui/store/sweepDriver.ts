import type { RunConfig } from '../../config/runConfig';
import { Failure, type FailureInfo } from '../../failure';
import type { EvaluationRequest, EvaluationResult, TrainingEvent } from '../../worker/protocol';
import type { DataLoader } from './dataLoader';
import { dataRequest, NO_FILES, type ChosenFiles } from './dataRequest';
import type { LastRun, StartWeights } from './lastRun';
import type { Question } from './question';
import type { RunKeeper } from './runKeeper';
import { hasResults, type RunState } from './runState';
import type { RunStore } from './runStore';
import { isGone, phaseOf } from './status';
import { trainingEnd } from './trainingEnd';
import type { WorkerLink } from './workerLink';

/** What a sweep needs of the page's one worker. */
export interface SweepDriver {
  /** Takes the worker, and puts the run aside that is there. False when a person does not want that. */
  take(): Promise<boolean>;
  /**
   * Sets up a run: new weights, step 0.
   * @throws Failure
   */
  setUp(config: RunConfig): Promise<void>;
  /**
   * Trains the run that is set up to its end, pauses included.
   * @param onShare gets the share of its steps that is done, 0 to 1
   * @throws Failure `cancelled` when it was ended before
   */
  train(onShare: (share: number) => void): Promise<void>;
  /**
   * Evaluates the run that is set up, or a baseline of it.
   * @throws Failure `cancelled` when it was ended before
   */
  evaluate(request: EvaluationRequest, onShare: (share: number) => void): Promise<EvaluationResult>;
  /** The weights of the run that is set up. */
  weights(): Promise<Uint8Array>;
  /** Holds the training under way. */
  pause(): Promise<void>;
  /** Lets a training go on that was held. */
  goOn(): Promise<void>;
  /** Ends what is under way: it rejects with `cancelled`. */
  abandon(): Promise<void>;
  /** Gives the worker back: the run that was put aside is brought back. */
  giveBack(): Promise<void>;
}

/** What the driver takes from the session around it. */
export interface DriverSurroundings {
  readonly link: WorkerLink;
  readonly data: DataLoader;
  readonly keeper: RunKeeper;
  readonly run: RunStore;
  readonly ask: (question: Omit<Question, 'answer'>) => Promise<boolean>;
  /** Set-ups take turns. */
  readonly inTurn: <T>(task: () => Promise<T>) => Promise<T>;
  /** Sets up a new run from the panels. */
  readonly prepare: () => Promise<boolean>;
  readonly bringBack: (last: LastRun) => Promise<boolean>;
  readonly loadWeights: (start: StartWeights) => Promise<boolean>;
  readonly undo: () => void;
}

/** Share of an evaluation that reading images or training a baseline first is taken for. */
const HALF = 0.5;

/** What was there before the sweep. */
interface Aside {
  /** The run, where it had results. */
  readonly last: LastRun | null;
  /** The weights file that it began with. */
  readonly start: StartWeights | null;
  /** The page as it stood. */
  readonly state: RunState;
}

export interface PageSweepDriver extends SweepDriver {
  /** The run that was put aside and could not be brought back, as the device was lost; it is handed out once. */
  takeStranded(): LastRun | null;
}

/** Sweeps by the page's worker, on the files that are chosen when they begin. */
export function createSweepDriver(page: DriverSurroundings): PageSweepDriver {
  const { link, data, keeper, run } = page;
  let aside: Aside | null = null;
  let stranded: LastRun | null = null;
  let files: ChosenFiles = NO_FILES;
  let ending = new AbortController();

  /** Resolves at the end of the training under way. */
  function end(onShare: (share: number) => void, signal: AbortSignal): Promise<void> {
    const failureOf = (state: RunState) => {
      if (isGone(state)) return () => new Failure(state.failure!);
      if (phaseOf(state) === 'failed') return takeFailure;
      if (state.totalSteps > 0) onShare(state.step / state.totalSteps);
      return undefined;
    };
    return trainingEnd(run, signal, failureOf, cancelled);
  }

  /** What a training failed of: the table of the sweep says it, so it is no message any more. */
  function takeFailure(): Failure {
    const { failure } = run.getState();
    run.dispatch({ type: 'failureRead' });
    return new Failure(failure ?? { code: 'internal', message: 'The training stopped.', doing: 'training' });
  }

  /** The page looks as it did, though its run is gone with the device. */
  function strand({ last, state }: Aside): void {
    stranded = last;
    run.dispatch({ type: 'stranded', before: state, last });
  }

  async function restore({ last, start, state }: Aside): Promise<void> {
    if (last === null) await beginAnew(start, state.previous);
    else if (!(await page.inTurn(() => page.bringBack(last)))) keeper.offerBack(last, page.undo);
    run.dispatch({ type: 'sweepOver' });
    if (state.lastRun !== null) keeper.offerBack(state.lastRun, page.undo);
  }

  /** Sets up the run that had not begun. */
  async function beginAnew(start: StartWeights | null, previous: RunState['previous']): Promise<void> {
    run.dispatch({ type: 'cleared', previous });
    const isReady = await page.prepare();
    run.dispatch({ type: 'sweepOver' });
    if (isReady && start !== null) await page.loadWeights(start);
  }

  return {
    take: async () => {
      if (hasResults(run.getState()) && !(await page.ask(question(run.getState().step)))) return false;
      if (phaseOf(run.getState()) === 'running') await link.attempt('pausing', (remote) => remote.pause());
      link.flush();
      const last = await keeper.putAside();
      const state = run.getState();
      if (isGone(run.getState()) || (last === null && hasResults(state))) return false;
      aside = { last, start: keeper.start, state };
      ({ files } = state);
      run.dispatch({ type: 'sweepBegun' });
      return true;
    },
    setUp: async (config) => {
      const request = dataRequest(config, files);
      if (request === null) throw new Failure(NO_DATA);
      await page.inTurn(async () => {
        await data.demand(request);
        // The worker forgets the weights that its last run began with.
        keeper.start = null;
        await link.demand('setting up the run', (remote) => remote.configure(config));
        run.dispatch({ type: 'setUp', config });
      });
    },
    train: async (onShare) => {
      ending = new AbortController();
      const { signal } = ending;
      await link.demand('training', (remote) => remote.train());
      await end(onShare, signal);
    },
    evaluate: async (request, onShare) => {
      const stopHearing = link.hear(evaluationShare(request, onShare));
      try {
        return await link.demand('evaluating', (remote) => remote.evaluate(request));
      } finally {
        stopHearing();
      }
    },
    weights: () => link.demand('keeping the weights', (remote) => remote.exportWeights()),
    pause: async () => {
      await link.attempt('pausing', (remote) => remote.pause());
    },
    goOn: async () => {
      await link.attempt('training', (remote) => remote.train());
    },
    abandon: async () => {
      ending.abort();
      await link.attempt('pausing', (remote) => remote.pause());
      await link.attempt('ending the evaluation', (remote) => remote.cancelEvaluation());
    },
    giveBack: async () => {
      const before = aside;
      aside = null;
      if (before === null) return;
      if (isGone(run.getState())) strand(before);
      else await restore(before);
    },
    takeStranded: () => {
      const last = stranded;
      stranded = null;
      return last;
    },
  };
}

/** Tells the share of a whole evaluation: of its probes, after what comes before them. */
function evaluationShare({ probes }: EvaluationRequest, onShare: (share: number) => void) {
  let before = 0;
  return (event: TrainingEvent): void => {
    if (event.type !== 'evaluation') return;
    const place = probes.findIndex((probe) => probe === event.probe);
    if (place === -1) before = HALF;
    onShare(
      place === -1 ? before * event.share : before + ((1 - before) * (place + event.share)) / probes.length,
    );
  };
}

function question(step: number): Omit<Question, 'answer'> {
  return {
    title: 'Start the sweep?',
    text: `Your run of ${step.toLocaleString('en')} steps is put aside meanwhile. Its curves and weights come back after the sweep; the optimiser’s averages build up again.`,
    agree: 'Start the sweep',
    decline: 'Not now',
  };
}

const NO_DATA: FailureInfo = {
  code: 'data_missing',
  message: 'The files of this data source have not been chosen.',
  doing: 'loading the images',
  remedy: 'Choose them in the data panel, then start the sweep again.',
};

function cancelled(): Failure {
  return new Failure({ code: 'cancelled', message: 'The sweep was stopped.' });
}
