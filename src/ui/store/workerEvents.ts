import type { FailureInfo } from '../../failure';
import type { TrainingEvent } from '../../worker/protocol';
import { append, emptyHistory, historyUpTo } from '../history/history';
import { withSnapshot } from '../history/snapshots';
import { withProgress } from './evaluations';
import type { LastRun } from './lastRun';
import { UNDO_RESET, withMessage, withoutMessage } from './messages';
import { hasResults, type Arrival, type RunState } from './runState';
import { isBusy, isLost } from './status';

/** @file What the worker tells, and what becomes of the state by it. */

/** The state after one event of the worker. */
export function applyWorkerEvent(state: RunState, event: TrainingEvent): RunState {
  switch (event.type) {
    case 'phase':
      return newPhase(state, event);
    case 'arrival':
      return { ...state, arrival: arrivalOf(event) };
    case 'device':
      return { ...state, device: event.device };
    case 'data':
      return {
        ...state,
        data: event.data,
        // Other data ends the run on the data before.
        active: null,
        needsFiles: false,
        evaluation: { ...state.evaluation, baselines: {} },
      };
    case 'run':
      return newRun(state, event);
    case 'config':
      return { ...state, active: event.config, totalSteps: event.totalSteps };
    case 'progress':
      return { ...reached(state, event.step, event.stepsPerSecond), stepCost: event.cost ?? null };
    case 'step': {
      const history = append(historyUpTo(state.history, event.report.step - 1), event.report);
      return { ...reached(state, event.report.step, state.stepsPerSecond), history, latest: event.report };
    }
    case 'accuracy':
      return { ...state, history: append(state.history, event.report), accuracy: event.report };
    case 'knn':
      return { ...state, history: append(state.history, event.report), knn: event.report };
    case 'moments':
      return { ...state, moments: event.steps };
    case 'matches':
      return {
        ...state,
        snapshot: event.snapshot,
        snapshots: withSnapshot(state.snapshots, event.snapshot),
        firstViews: null,
        pendingImage: event.snapshot.imageIndex === state.pendingImage ? null : state.pendingImage,
      };
    case 'evaluation':
      return { ...state, evaluation: withProgress(state.evaluation, event) };
    case 'inspection':
    case 'features':
    case 'tuning':
    case 'study':
      // Whoever asked for it hears of it (`dataInspector.ts`, `featureExporter.ts`, `tuner.ts`, `deviceStudy.ts`).
      return state;
    case 'checkpoint':
      return { ...state, kept: { step: event.step, file: event.file } };
    case 'silence':
      return { ...state, silentFor: event.seconds };
    case 'notice':
      return {
        ...state,
        messages: withMessage(state.messages, { key: event.message, tone: 'info', text: event.message }),
      };
    case 'failure':
      return failed(state, event.failure, event.step);
  }
}

function arrivalOf({
  done,
  total,
  secondsLeft,
}: Extract<TrainingEvent, { type: 'arrival' }>): Arrival | null {
  return done === total ? null : { done, total, secondsLeft: secondsLeft ?? null };
}

/**
 * Busy phases belong to a call of the page; news of one that is over came late. A training waits by itself for images that
 * are still being made.
 */
function newPhase(state: RunState, event: Extract<TrainingEvent, { type: 'phase' }>): RunState {
  const { phase, detail = null, progress: share = null, secondsLeft = null } = event;
  if (isBusy(phase)) {
    const isWaiting = phase === 'loading' && state.arrival !== null;
    return state.tasksUnderWay === 0 && !isWaiting
      ? state
      : { ...state, busy: { phase, detail, share, secondsLeft } };
  }
  if (state.failure !== null && isLost(state.failure)) return state;
  // Who trains again has left the failure behind.
  const solved = phase === 'running' ? { failure: null, failedAt: null } : {};
  return { ...state, rest: phase, busy: null, ...solved };
}

/** A lost device or worker takes the place of what it caused, and nothing takes its place. */
export function failed(state: RunState, failure: FailureInfo, step: number | undefined): RunState {
  if (state.failure !== null && isLost(state.failure)) return state;
  return { ...state, failure, failedAt: step ?? state.failedAt };
}

/** Puts the results of the last run aside as the reference for the new one; a run without results leaves the reference alone. */
function newRun(state: RunState, event: Extract<TrainingEvent, { type: 'run' }>): RunState {
  return {
    ...state,
    active: event.config,
    initialAlpha: event.config.loss.alpha,
    stepsPerSecond: null,
    stepCost: null,
    totalSteps: event.totalSteps,
    parameterCount: event.parameterCount,
    snapshot: null,
    moments: [],
    failure: null,
    failedAt: null,
    ...(event.step === undefined || state.resuming === null
      ? freshResults(state)
      : { ...keptResults(state, state.resuming, event.step), resuming: null }),
  };
}

function freshResults(state: RunState) {
  // The points of a sweep stand beside each other in its own plot.
  const { previous } = state;
  return {
    ...noResults(),
    previous: hasResults(state) && !state.sweeping ? state.history : previous,
    evaluation: { ...state.evaluation, results: [] },
  };
}

/** What a run has before its first step. */
export function noResults() {
  const nothing = { latest: null, accuracy: null, knn: null, kept: null, runId: null };
  return { history: emptyHistory(), ...nothing, snapshots: [], gradientLooks: [], step: 0, savedStep: 0 };
}

/** What a run had when it was given up, up to the step that it goes on from. */
function keptResults({ evaluation }: RunState, last: LastRun, step: number) {
  const { history, latest, accuracy, knn, previous, checkpoint, savedStep, runId, snapshots } = last;
  const gradientLooks = last.gradientLooks.filter((look) => look.step <= step);
  const results = last.evaluations.filter(({ report }) => (report.step ?? 0) <= step);
  return {
    evaluation: { ...evaluation, results },
    step,
    savedStep: Math.min(savedStep, step),
    history: historyUpTo(history, step),
    latest,
    accuracy,
    knn,
    previous,
    kept: checkpoint,
    runId,
    snapshots: snapshots.filter((snapshot) => snapshot.step <= step),
    gradientLooks,
  };
}

/** A run that has more steps than the one before it is no longer given up for it. */
function reached(state: RunState, step: number, stepsPerSecond: number | null): RunState {
  const { lastRun, messages } = state;
  if (lastRun === null || step <= lastRun.step) return { ...state, step, stepsPerSecond };
  return {
    ...state,
    step,
    stepsPerSecond,
    lastRun: null,
    messages: withoutMessage(messages, UNDO_RESET),
  };
}
