import type { DataIdentity } from '../../config/dataIdentity';
import type { RunConfig } from '../../config/runConfig';
import type { FailureInfo } from '../../failure';
import type {
  AccuracyReport,
  DataSummary,
  DeviceSummary,
  FirstViews,
  KeptCheckpoint,
  MatchSnapshot,
  OnlineKnnReport,
  Phase,
  StepReport,
  WeightsReport,
} from '../../worker/protocol';
import type { RunSummary } from '../../config/runSummary';
import type { StepCost } from '../../reports/stepCost';
import { columnOf } from '../history/growableTable';
import type { GradientLook } from '../history/gradientLooks';
import { emptyHistory, type RunHistory } from '../history/history';
import { NO_FILES, type ChosenFiles } from './dataRequest';
import { NO_EVALUATIONS, type EvaluationState } from './evaluations';
import type { LastRun } from './lastRun';
import type { Message } from './messages';
import type { MoreFiles } from './moreFiles';
import type { Question } from './question';
import type { BusyPhase } from './status';

export interface LoadedWeights {
  readonly file: File;
  readonly report: WeightsReport;
}

export interface Arrival {
  readonly done: number;
  readonly total: number;
  readonly secondsLeft: number | null;
}

/** What the worker is doing while the page waits. */
export interface Busy {
  readonly phase: BusyPhase;
  /** What exactly, e.g. "drawing scenes". */
  readonly detail: string | null;
  /** Share that is done, 0 to 1, where it is known. */
  readonly share: number | null;
  /** Seconds until it is done, where that is known. */
  readonly secondsLeft: number | null;
}

/** A file that comes from an address; amounts in bytes. */
export interface Fetching {
  readonly name: string;
  readonly done: number;
  /** `null` where the server does not say. */
  readonly total: number | null;
}

/** A run that somebody shared, or that is shipped with the page. */
export interface SharedRun {
  /** What to call one that no link brought. */
  readonly name?: string;
  readonly config: RunConfig;
  /** Its images, where they come in files. */
  readonly data?: DataIdentity;
  readonly summary: RunSummary;
}

export interface RunState {
  /** The last phase of the worker in which nothing waits for it. `phaseOf` tells the present phase. */
  readonly rest: Exclude<Phase, BusyPhase>;
  /** What has to be waited for now. */
  readonly busy: Busy | null;
  /** Tasks under way that may be opening, loading or setting up something. */
  readonly tasksUnderWay: number;
  /** How many images of the data set are there, while some are still being made. */
  readonly arrival: Arrival | null;
  readonly device: DeviceSummary | null;
  readonly data: DataSummary | null;
  /** Configuration of the run that is set up; live changes included. */
  readonly active: RunConfig | null;
  /** α that the run was set up with. */
  readonly initialAlpha: number;
  /** Steps done, whether they were reported or not. */
  readonly step: number;
  readonly stepsPerSecond: number | null;
  /** What the last step cost the host. */
  readonly stepCost: StepCost | null;
  readonly totalSteps: number;
  readonly parameterCount: number;
  readonly history: RunHistory;
  readonly latest: StepReport | null;
  readonly accuracy: AccuracyReport | null;
  readonly knn: OnlineKnnReport | null;
  readonly evaluation: EvaluationState;
  /** The newest picture of matches, and those before it, thinned: oldest first, this one last. */
  readonly snapshot: MatchSnapshot | null;
  readonly snapshots: readonly MatchSnapshot[];
  /** Looks that were taken at its gradients, thinned, ascending. */
  readonly gradientLooks: readonly GradientLook[];
  /** Steps whose weights the worker keeps, ascending: looks can be taken at them. */
  readonly moments: readonly number[];
  /** What can be seen before the first snapshot. */
  readonly firstViews: FirstViews | null;
  /** The last run before this one, kept as a faint reference. */
  readonly previous: RunHistory | null;
  /** The run of the link that was opened, where it brought results along, or a recorded one that is reproduced. */
  readonly shared: SharedRun | null;
  /** What ended the training, or keeps every training from beginning. */
  readonly failure: FailureInfo | null;
  /** Step at which a training failed. */
  readonly failedAt: number | null;
  /** News that waits to be read, newest first. */
  readonly messages: readonly Message[];
  /** What has to be answered before something is given up. */
  readonly question: Question | null;
  /** The newest good state of the run, on the page's side, where it outlives device and worker. */
  readonly kept: KeptCheckpoint | null;
  /** Under which the browser keeps the run; `null` until it does. */
  readonly runId: string | null;
  /** The run that was given up last, until the next one has more steps. */
  readonly lastRun: LastRun | null;
  /** The run that is about to be brought back. */
  readonly resuming: LastRun | null;
  /** Step of the run whose weights were exported last. */
  readonly savedStep: number;
  /** The file that the run starts from, and what became of its tensors; `null` once that is no news. */
  readonly weights: LoadedWeights | null;
  /** Name of the weights file that is being read. */
  readonly reading: string | null;
  /** The file that is being loaded from an address. */
  readonly fetching: Fetching | null;
  /** True while the chosen source waits for its files. */
  readonly needsFiles: boolean;
  /** The images that a link or a run's file is about, until some are loaded. */
  readonly wantedData: DataIdentity | null;
  readonly files: ChosenFiles;
  /** What becomes of more files of a source that has some; `null` until a person has said so in this visit. */
  readonly moreFiles: MoreFiles | null;
  /** True when other files were chosen than those that the run trains on. */
  readonly filesPending: boolean;
  /** Seconds for which the worker has not answered; 0 while it does. */
  readonly silentFor: number;
  /** Image that was asked for and whose snapshot has not arrived. */
  readonly pendingImage: number | null;
  /** True while a sweep holds the worker: the run on show is one of its points. */
  readonly sweeping: boolean;
}

/** A run before the device is open. */
export const INITIAL: RunState = {
  rest: 'ready',
  busy: null,
  tasksUnderWay: 0,
  arrival: null,
  device: null,
  data: null,
  active: null,
  initialAlpha: 0,
  step: 0,
  stepsPerSecond: null,
  stepCost: null,
  totalSteps: 0,
  parameterCount: 0,
  history: emptyHistory(),
  latest: null,
  accuracy: null,
  knn: null,
  evaluation: NO_EVALUATIONS,
  snapshot: null,
  snapshots: [],
  gradientLooks: [],
  moments: [],
  firstViews: null,
  previous: null,
  shared: null,
  failure: null,
  failedAt: null,
  messages: [],
  question: null,
  kept: null,
  runId: null,
  lastRun: null,
  resuming: null,
  savedStep: 0,
  weights: null,
  reading: null,
  fetching: null,
  needsFiles: false,
  wantedData: null,
  files: NO_FILES,
  moreFiles: null,
  filesPending: false,
  silentFor: 0,
  pendingImage: null,
  sweeping: false,
};

/** Number of the image whose matches are on show, or whose views are until there are matches. */
export function imageOnShow({ snapshot, firstViews }: Pick<RunState, 'snapshot' | 'firstViews'>): number {
  return snapshot?.imageIndex ?? firstViews?.imageIndex ?? 0;
}

/** True once the run has results that a new one would put aside. */
export function hasResults(state: Pick<RunState, 'history'>): boolean {
  return state.history.steps.length > 0;
}

/** True when closing the page would lose steps whose weights were never exported. */
export function isUnsaved({ step, savedStep }: Pick<RunState, 'step' | 'savedStep'>): boolean {
  return step > savedStep;
}

/** Reports that the pace is taken over. */
const PACE_WINDOW = 60;

/** Seconds until the run ends at its present pace; `null` before there is one. */
export function secondsLeft({ history, step, stepsPerSecond, totalSteps }: RunState): number | null {
  const pace = stepsPerSecond ?? reportedPace(history);
  return pace === null || !(pace > 0) ? null : Math.max(0, (totalSteps - step) / pace);
}

/** Steps a second over the last reports. */
function reportedPace(history: RunHistory): number | null {
  const steps = columnOf(history.steps, 'step').subarray(-PACE_WINDOW);
  const seconds = columnOf(history.steps, 'seconds').subarray(-PACE_WINDOW);
  const done = (steps.at(-1) ?? 0) - (steps.at(0) ?? 0);
  return done === 0 ? null : done / ((seconds.at(-1) ?? 0) - (seconds.at(0) ?? 0));
}
