import type { RunConfig } from '../../config/runConfig';
import type { FailureInfo, SuggestedSetting } from '../../failure';
import type { RunOrigin } from '../../storage/runRecord';
import type { AddressFiles } from './addressFiles';
import type { ConfigHistory } from './configHistory';
import type { ConfigStore } from './configStore';
import type { Comparison } from './comparison';
import type { DataFiles } from './dataFiles';
import type { DataInspector } from './dataInspector';
import type { DeviceStudy } from './deviceStudy';
import type { Evaluator } from './evaluator';
import type { ExperimentQueue } from './experimentQueue';
import type { KeptData } from './keptData';
import type { Library } from './library';
import type { LookMode } from './lookMode';
import type { Looks } from './looks';
import type { Message } from './messages';
import type { Question } from './question';
import type { RecordedRuns } from './recordedRuns';
import type { ReferenceRuns } from './referenceRuns';
import type { RunExports } from './runExports';
import type { RunFiles } from './runFiles';
import type { RunStore } from './runStore';
import type { SmallerBatch } from './smallerBatch';
import type { Sweep } from './sweep';
import type { Tuner } from './tuner';
import type { WeightsFiles } from './weightsFiles';
import type { WorkerQueries } from './workerQueries';

export interface WeightsOptions {
  /** Which of several weights in the file. */
  readonly key?: string | undefined;
  /** Fields that are set before, with a new run. */
  readonly settings?: readonly SuggestedSetting[];
}

/** What a person can do with the training; failures end up in the run store instead of being thrown. */
export interface Session
  extends
    Evaluator,
    RunFiles,
    RunExports,
    ReferenceRuns,
    WeightsFiles,
    DataFiles,
    AddressFiles,
    WorkerQueries,
    SmallerBatch {
  readonly config: ConfigStore;
  /** Undo and redo of the settings. */
  readonly configHistory: ConfigHistory;
  readonly run: RunStore;
  /** Sweeps; while one holds the worker, `train` and `pause` act on it, and whatever needs the worker asks first. */
  readonly sweep: Sweep;
  /** The data sets that the browser keeps. */
  readonly keptData: KeptData;
  /** The images themselves: what they are for, which are the same, their pixels. */
  readonly images: DataInspector;
  /** The runs that the browser keeps. */
  readonly library: Library;
  /** Those of them that are compared. */
  readonly comparison: Comparison;
  /** The experiment under way: its runs are trained one after the other. */
  readonly experiments: ExperimentQueue;
  /** The runs that are shipped with the page. */
  readonly recorded: RecordedRuns;
  /** A model file and images that are looked at without a run. */
  readonly lookMode: LookMode;
  /** The device's fastest tilings. */
  readonly tuner: Tuner;
  /** What the network itself is asked. */
  readonly looks: Looks;
  /** Whether the device computes right, and how fast it is. */
  readonly deviceStudy: DeviceStudy;
  /** Opens the device, loads the data and sets up the first run. */
  open(): Promise<void>;
  /** Keeps the run in the browser as it is now, before the page may go. */
  keepNow(): Promise<void>;
  /** The same with a fresh worker, after device or worker were lost; the settings stay. */
  tryAgain(): Promise<void>;
  /** With a fresh worker, goes on from the weights that the page has kept of the lost run. */
  goOnFromKept(): Promise<void>;
  /** Trains on, as `step` and `reset` out of the look mode; sets up a new run first when the last one is at its end or has failed, or none has begun. */
  train(): Promise<void>;
  /** Trains on from the last good weights, with a share of the learning rate. */
  goOn(learningRateFactor: number): Promise<void>;
  pause(): Promise<void>;
  step(): Promise<void>;
  /** Back to step 0, with all changes that were waiting for a new run. True when that was done. */
  reset(): Promise<boolean>;
  /** Brings the run back that was given up last. */
  undoReset(): Promise<void>;
  /** Trains the run of the link that was opened, from the beginning. */
  reproduce(): Promise<void>;
  /** `reset`, then `train`. */
  restart(): Promise<void>;
  /** Gives up what waits for a new run, and what was changed along with it. */
  putBack(): void;
  /** Takes files for what they hold: data, weights, a configuration, a whole run. Asks first when that ends a running training. */
  take(files: readonly File[]): Promise<void>;
  /** Takes over a whole configuration; a message offers the one before back. */
  openConfig(config: RunConfig, name: string, takenFrom?: RunOrigin): void;
  /** Asks something; a question that is still open is answered with no. */
  ask(question: Omit<Question, 'answer'>): Promise<boolean>;
  /** Shows a message, in place of an earlier one of its key. */
  tell(message: Message): void;
  /** Shows a failure of something that the page did; `key` says what. */
  fail(key: string, failure: FailureInfo): void;
  /** Takes a message away. */
  dismiss(key: string): void;
  /** Takes away the failure on show, where training can go on without a word about it. */
  dismissFailure(): void;
  /** Takes away the news of the weights that the run starts from. */
  dismissWeights(): void;
}
