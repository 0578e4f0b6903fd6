import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RunConfig } from '../../config/runConfig';
import type { FailureInfo } from '../../failure';
import type {
  AccuracyReport,
  DataSummary,
  DeviceSummary,
  FirstViews,
  MatchSnapshot,
  Phase,
  StepReport,
  TrainingEvent,
  WeightsReport,
} from '../../worker/protocol';
import { NO_FILES, type ChosenFiles } from './dataRequest';
import { columnOf } from '../views/growableTable';
import { appendAccuracy, appendStep, emptyHistory, type RunHistory } from '../views/history';
import type { RunSummary } from '../../config/runSummary';

export interface LoadedWeights {
  readonly file: string;
  readonly report: WeightsReport;
}

export interface Arrival {
  readonly done: number;
  readonly total: number;
  readonly secondsLeft: number | null;
}

export interface RunState {
  readonly phase: Phase;
  /** What the phase is busy with, e.g. "drawing scenes". */
  readonly detail: string | null;
  /** Share of the phase that is done, 0 to 1, where it is known. */
  readonly progress: number | null;
  /** Seconds until the phase ends, where that is known. */
  readonly phaseLeft: number | null;
  /** How many images of the data set are there, while some are still being made. */
  readonly arrival: Arrival | null;
  readonly device: DeviceSummary | null;
  readonly data: DataSummary | null;
  /** Configuration of the run that is set up; live changes included. */
  readonly active: RunConfig | null;
  readonly totalSteps: number;
  readonly parameterCount: number;
  readonly history: RunHistory;
  readonly latest: StepReport | null;
  readonly accuracy: AccuracyReport | null;
  readonly snapshot: MatchSnapshot | null;
  /** What can be seen before the first snapshot. */
  readonly firstViews: FirstViews | null;
  /** The last run before this one, kept as a faint reference. */
  readonly previous: RunHistory | null;
  /** Results that a link brought along. */
  readonly shared: RunSummary | null;
  readonly failure: FailureInfo | null;
  /** Why the address could not be read; stays until it is dismissed. */
  readonly linkFailure: FailureInfo | null;
  /** Step at which a training failed. */
  readonly failedAt: number | null;
  readonly notice: string | null;
  /** The file that the run starts from, and what became of its tensors; `null` once that is no news. */
  readonly weights: LoadedWeights | null;
  /** True while the chosen source waits for its files. */
  readonly needsFiles: boolean;
  readonly files: ChosenFiles;
  /** True when other files were chosen than those that the run trains on. */
  readonly filesPending: boolean;
  /** Image that was asked for and whose snapshot has not arrived. */
  readonly pendingImage: number | null;
}

export type RunStore = StoreApi<RunState>;

const INITIAL: RunState = {
  phase: 'opening',
  detail: null,
  progress: null,
  phaseLeft: null,
  arrival: null,
  device: null,
  data: null,
  active: null,
  totalSteps: 0,
  parameterCount: 0,
  history: emptyHistory(),
  latest: null,
  accuracy: null,
  snapshot: null,
  firstViews: null,
  previous: null,
  shared: null,
  failure: null,
  linkFailure: null,
  failedAt: null,
  notice: null,
  weights: null,
  needsFiles: false,
  files: NO_FILES,
  filesPending: false,
  pendingImage: null,
};

/** A run before the device is open; `opening` holds what the address brought. */
export function createRunStore(opening: Partial<Pick<RunState, 'shared' | 'linkFailure'>> = {}): RunStore {
  return createStore(() => ({ ...INITIAL, history: emptyHistory(), ...opening }));
}

/** The state after one event of the worker. */
export function applyEvent(state: RunState, event: TrainingEvent): RunState {
  switch (event.type) {
    case 'phase':
      return {
        ...state,
        phase: event.phase,
        detail: event.detail ?? null,
        progress: event.progress ?? null,
        phaseLeft: event.secondsLeft ?? null,
      };
    case 'arrival':
      return { ...state, arrival: arrivalOf(event) };
    case 'device':
      return { ...state, device: event.device };
    case 'data':
      return { ...state, data: event.data, needsFiles: false };
    case 'run':
      return newRun(state, event);
    case 'config':
      return { ...state, active: event.config, totalSteps: event.totalSteps };
    case 'progress':
    case 'weights':
    case 'silence':
      return state;
    case 'step':
      return { ...state, history: appendStep(state.history, event.report), latest: event.report };
    case 'accuracy':
      return { ...state, history: appendAccuracy(state.history, event.report), accuracy: event.report };
    case 'matches':
      return {
        ...state,
        snapshot: event.snapshot,
        firstViews: null,
        pendingImage: event.snapshot.imageIndex === state.pendingImage ? null : state.pendingImage,
      };
    case 'notice':
      return { ...state, notice: event.message };
    case 'failure':
      return { ...state, failure: event.failure, failedAt: event.step ?? null };
  }
}

function arrivalOf({
  done,
  total,
  secondsLeft,
}: Extract<TrainingEvent, { type: 'arrival' }>): Arrival | null {
  return done === total ? null : { done, total, secondsLeft: secondsLeft ?? null };
}

/** Puts the results of the last run aside as the reference for the new one; a run without results leaves the reference alone. */
function newRun(state: RunState, event: Extract<TrainingEvent, { type: 'run' }>): RunState {
  return {
    ...state,
    active: event.config,
    totalSteps: event.totalSteps,
    parameterCount: event.parameterCount,
    history: emptyHistory(),
    latest: null,
    accuracy: null,
    snapshot: null,
    previous: hasResults(state) ? state.history : state.previous,
    failure: null,
    failedAt: null,
    notice: null,
  };
}

/** True once the run has results that a new one would put aside. */
export function hasResults(state: RunState): boolean {
  return state.history.steps.length > 0;
}

/** Reports that the pace is taken over. */
const PACE_WINDOW = 60;

/** Seconds until the run ends at the pace of the last reports; `null` before there is a pace. */
export function secondsLeft({ history, totalSteps }: RunState): number | null {
  const steps = columnOf(history.steps, 'step').subarray(-PACE_WINDOW);
  const seconds = columnOf(history.steps, 'seconds').subarray(-PACE_WINDOW);
  const [firstStep, lastStep] = [steps.at(0), steps.at(-1)];
  if (firstStep === undefined || lastStep === undefined || lastStep === firstStep) return null;
  const pace = ((seconds.at(-1) ?? 0) - (seconds.at(0) ?? 0)) / (lastStep - firstStep);
  return Math.max(0, pace * (totalSteps - lastStep));
}
