import type { RunConfig } from '../../config/runConfig';
import type { DataIdentity } from '../../config/dataIdentity';
import type { FailureInfo } from '../../failure';
import type { DeviceSummary, EvaluationResult, FirstViews } from '../../worker/protocol';
import { withGradientLook, type GradientLook } from '../history/gradientLooks';
import type { ChosenFiles } from './dataRequest';
import { withResult, type Evaluating, type EvaluationPlan } from './evaluations';
import type { LastRun } from './lastRun';
import { failureMessage, UNDO_RESET, withMessage, withoutMessage, type Message } from './messages';
import type { MoreFiles } from './moreFiles';
import type { Question } from './question';
import type { Fetching, LoadedWeights, RunState, SharedRun } from './runState';
import { isGone, isLost } from './status';
import { failed, noResults } from './workerEvents';

/** What the page does and gets as answers, as far as the run is concerned. */
export type PageEvent = {
  [Name in keyof PageEvents]: { readonly type: Name } & PageEvents[Name];
}[keyof PageEvents];

interface PageEvents {
  /** A task begins that may open, load or set up something, or it is over. */
  readonly taskBegun: object;
  readonly taskOver: object;
  /** A call failed while doing something; it is all over where that was opening the device. */
  readonly refused: { readonly doing: string; readonly failure: FailureInfo; readonly ends: boolean };
  /** A set-up broke off. */
  readonly setUpBroken: object;
  /** A fresh worker is started. */
  readonly reopening: object;
  readonly opened: { readonly device: DeviceSummary };
  readonly firstViews: { readonly views: FirstViews | null };
  /** A new run is set up. */
  readonly setUp: { readonly config: RunConfig };
  /** The browser keeps the run from now on. */
  readonly shelved: { readonly runId: string };
  /** The step whose weights were saved in a file. */
  readonly saved: { readonly step: number };
  /** A look was taken at its gradients. */
  readonly gradientsSeen: { readonly look: GradientLook };
  readonly imageWanted: { readonly imageIndex: number };

  readonly told: { readonly message: Message };
  readonly dismissed: { readonly key: string };
  readonly failureRead: object;
  readonly asked: { readonly question: Question };
  readonly answered: object;

  /** Files were chosen, or the choice was given back. */
  readonly filesChosen: { readonly files: ChosenFiles; readonly isPending: boolean };
  readonly filesNeeded: { readonly isNeeded: boolean };
  readonly filesLoaded: object;
  /** What becomes of more files of a source that has some; `null` to be asked again. */
  readonly moreFilesDecided: { readonly way: MoreFiles | null };

  /** A weights file is being read, or no more. */
  readonly reading: { readonly name: string | null };
  /** A file is being loaded from an address, or no more. */
  readonly fetching: { readonly fetching: Fetching | null };
  readonly weightsTaken: { readonly weights: LoadedWeights };
  readonly weightsRead: object;

  /** A run was given up for another, and is offered back. */
  readonly givenUp: { readonly last: LastRun; readonly offer: Message };
  /** It is about to be brought back, or that was refused. */
  readonly bringingBack: { readonly last: LastRun | null };
  readonly broughtBack: { readonly config: RunConfig; readonly message: Message };

  /** A run of a file is on show before there are images that it can go on with. */
  readonly runShown: {
    readonly last: Omit<LastRun, 'request'>;
    readonly totalSteps: number;
    /** Its images. */
    readonly data: DataIdentity;
    readonly message: Message;
  };

  /** A run is there to be reproduced. */
  readonly sharedShown: { readonly shared: SharedRun };

  readonly sweepBegun: object;
  readonly sweepOver: object;
  /** The page looks as it did before a sweep, though its run is gone with the device. */
  readonly stranded: { readonly before: RunState; readonly last: LastRun | null };
  /** What a sweep's points have left is cleared for a run that begins. */
  readonly cleared: { readonly previous: RunState['previous'] };

  readonly evaluationPlanned: { readonly change: Partial<EvaluationPlan> };
  /** An evaluation begins, or ends. */
  readonly evaluating: { readonly evaluating: Evaluating | null };
  /** @see withResult */
  readonly evaluated: { readonly result: EvaluationResult; readonly key: string };
}

type Handlers = {
  readonly [Name in keyof PageEvents]: (state: RunState, event: PageEvents[Name]) => Partial<RunState>;
};

const HANDLERS: Handlers = {
  taskBegun: ({ tasksUnderWay }) => ({ tasksUnderWay: tasksUnderWay + 1 }),
  taskOver: ({ tasksUnderWay, busy }) => ({
    tasksUnderWay: tasksUnderWay - 1,
    busy: tasksUnderWay > 1 ? busy : null,
  }),
  refused: (state, { doing, failure, ends }) => {
    // What a person has ended needs no word.
    if (isGone(state) || failure.code === 'cancelled') return state;
    if (isLost(failure) || ends) return failed(state, failure, undefined);
    return { messages: withMessage(state.messages, failureMessage(doing, failure)) };
  },
  // A set-up that broke off has given up the run before it.
  setUpBroken: ({ busy, active }) => ({ active: busy?.phase === 'compiling' ? null : active }),
  reopening: () => ({
    device: null,
    failure: null,
    failedAt: null,
    silentFor: 0,
    rest: 'ready',
    busy: null,
  }),
  opened: (_, { device }) => ({ device, active: null }),
  firstViews: ({ snapshot, firstViews }, { views }) => ({
    firstViews: snapshot === null ? views : firstViews,
  }),
  setUp: (_, { config }) => ({ active: config, weights: null }),
  shelved: (_, { runId }) => ({ runId }),
  saved: (_, { step }) => ({ savedStep: step }),
  gradientsSeen: ({ gradientLooks }, { look }) => ({ gradientLooks: withGradientLook(gradientLooks, look) }),
  imageWanted: (_, { imageIndex }) => ({ pendingImage: imageIndex }),

  told: ({ messages }, { message }) => ({ messages: withMessage(messages, message) }),
  dismissed: ({ messages }, { key }) => ({ messages: withoutMessage(messages, key) }),
  failureRead: () => ({ failure: null, failedAt: null }),
  asked: (_, { question }) => ({ question }),
  answered: () => ({ question: null }),

  filesChosen: (_, { files, isPending }) => ({ files, filesPending: isPending }),
  filesNeeded: (_, { isNeeded }) => ({ needsFiles: isNeeded }),
  filesLoaded: () => ({ filesPending: false, wantedData: null }),
  moreFilesDecided: (_, { way }) => ({ moreFiles: way }),

  reading: (_, { name }) => ({ reading: name }),
  fetching: (_, { fetching }) => ({ fetching }),
  weightsTaken: (_, { weights }) => ({ weights }),
  weightsRead: () => ({ weights: null }),

  givenUp: ({ messages }, { last, offer }) => ({ lastRun: last, messages: withMessage(messages, offer) }),
  bringingBack: (_, { last }) => ({ resuming: last }),
  broughtBack: ({ messages }, { config, message }) => ({
    active: config,
    lastRun: null,
    weights: null,
    messages: withMessage(messages, message),
  }),

  runShown: ({ evaluation, messages }, { last, totalSteps, data, message }) => {
    const { history, latest, accuracy, knn, step, savedStep, initialAlpha, evaluations } = last;
    const { snapshots, gradientLooks, runId } = last;
    return {
      ...{ history, latest, accuracy, knn, step, savedStep, initialAlpha, totalSteps },
      ...{ snapshots, snapshot: snapshots.at(-1) ?? null, gradientLooks, runId },
      ...{ active: null, rest: 'paused', previous: null, kept: null, lastRun: null, weights: null },
      ...{ firstViews: null, failure: null, failedAt: null, needsFiles: true, wantedData: data },
      evaluation: { ...evaluation, results: evaluations, baselines: {} },
      messages: withMessage(withoutMessage(messages, UNDO_RESET), message),
    };
  },

  sharedShown: (_, { shared }) => ({ shared }),

  sweepBegun: ({ messages }) => ({
    sweeping: true,
    lastRun: null,
    weights: null,
    messages: withoutMessage(messages, UNDO_RESET),
  }),
  sweepOver: () => ({ sweeping: false }),
  stranded: (_, { before, last }) => {
    const { history, latest, accuracy, previous, step, savedStep, totalSteps, active, initialAlpha } = before;
    const shown = { history, latest, accuracy, previous, step, savedStep, totalSteps, active, initialAlpha };
    const { kept, lastRun, evaluation, runId, snapshots, gradientLooks } = before;
    const own = { evaluation, runId, snapshots, gradientLooks, lastRun };
    return { ...shown, ...own, kept: last?.checkpoint ?? kept, sweeping: false };
  },
  cleared: (_, { previous }) => ({ ...noResults(), previous }),

  evaluationPlanned: ({ evaluation }, { change }) => ({
    evaluation: { ...evaluation, plan: { ...evaluation.plan, ...change } },
  }),
  evaluating: ({ evaluation }, { evaluating }) => ({ evaluation: { ...evaluation, evaluating } }),
  evaluated: ({ evaluation }, { result, key }) => ({ evaluation: withResult(evaluation, result, key) }),
};

export function isPageEvent(event: { readonly type: string }): event is PageEvent {
  return event.type in HANDLERS;
}

/** The state after something that the page did. */
export function applyPageEvent(state: RunState, event: PageEvent): RunState {
  const handle = HANDLERS[event.type] as (state: RunState, event: PageEvent) => Partial<RunState>;
  return { ...state, ...handle(state, event) };
}
