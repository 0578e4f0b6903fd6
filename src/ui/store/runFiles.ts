import { identityOf, type DataIdentity } from '../../config/dataIdentity';
import { totalSteps } from '../../config/length';
import { failureInfo } from '../../failure';
import { MOST_BYTES } from '../../formats/bundle/files';
import { refused } from '../../formats/bundle/refused';
import type { RunBundle, RunResults } from '../../formats/bundle/runBundle';
import { plain } from '../../quoted';
import { dataOfCheckpoint } from '../../training/checkpoint';
import type { DataRequest } from '../../worker/protocol';
import { bundleFromRun, isWhole, resultsFromRun } from './bundleFromRun';
import type { ConfigStore } from './configStore';
import type { DataLoader } from './dataLoader';
import { dataRequest, NO_FILES } from './dataRequest';
import { baselineKey } from './evaluations';
import { identityText } from './identityText';
import type { KeptData } from './keptData';
import type { LastRun } from './lastRun';
import { failureMessage } from './messages';
import { resultsOf, runFromBundle } from './runFromBundle';
import type { RunKeeper } from './runKeeper';
import type { RunStore } from './runStore';
import { isGone, phaseOf } from './status';
import type { WorkerLink } from './workerLink';

/** What a person can do with whole runs as files. */
export interface RunFiles {
  /** The run on show as a whole; `null` where it cannot be had, which is told elsewhere. */
  exportRun(): Promise<RunBundle | null>;
  /** What is known of it, for a report; `null` before there are results. */
  runResults(): RunResults | null;
  /**
   * Brings the run of a file back, to go on from its checkpoint. Where its images have to be chosen first, its results
   * are on show until they are. True when that was done.
   */
  openRun(file: File): Promise<boolean>;
  /** The same with a run that was read already, as one that the browser keeps. */
  openKept(bundle: RunBundle, kept: KeptAs): Promise<boolean>;
}

/** Under which the browser keeps a run, and the weights file that it began with. */
export type KeptAs = Pick<LastRun, 'runId' | 'start'>;

/** Key of messages about the file of a run. */
const OPENED = 'run opened';

/** What session and run files share of a page's session. */
interface Surroundings {
  readonly link: WorkerLink;
  readonly data: DataLoader;
  readonly keeper: RunKeeper;
  readonly config: ConfigStore;
  readonly run: RunStore;
  readonly isFree: () => Promise<boolean>;
  readonly inTurn: <T>(task: () => Promise<T>) => Promise<T>;
  readonly bringBack: (last: LastRun) => Promise<boolean>;
  readonly undo: () => void;
  readonly findKept: KeptData['find'];
}

/** A run of a file that waits for its images. */
interface WaitingRun {
  readonly bundle: RunBundle;
  readonly last: Omit<LastRun, 'request'>;
}

/** The page's whole runs as files, and the one that waits for its images. */
export interface RunFilesOfPage extends RunFiles {
  /** True while a run of a file waits for images of the source that the panels say. */
  isWaiting(): boolean;
  /** Brings it back on the images that were just loaded. True when that was done; it waits on for others else. */
  bringWaiting(): Promise<boolean>;
}

export function createRunFiles(around: Surroundings): RunFilesOfPage {
  const { link, data, keeper, config, run, isFree, inTurn, bringBack, undo, findKept } = around;
  let waiting: WaitingRun | null = null;
  const name = () => config.getState().preset.name;

  async function restore({ bundle, last }: WaitingRun, request: LastRun['request']): Promise<boolean> {
    if (!(await bringBack({ ...last, request }))) return false;
    waiting = null;
    run.dispatch({ type: 'dismissed', key: OPENED });
    tellBaselines(bundle);
    return true;
  }

  function tellBaselines(bundle: RunBundle): void {
    for (const result of resultsOf(bundle)) {
      if (result.subject === 'weights') continue;
      const key = baselineKey(result.subject, bundle.config, bundle.initialAlpha);
      run.dispatch({ type: 'evaluated', result, key });
    }
  }

  function show({ bundle, last }: WaitingRun): void {
    run.dispatch({
      type: 'runShown',
      last,
      totalSteps: totalSteps(bundle.config, bundle.data.count),
      data: imagesOf(bundle),
      message: { key: OPENED, tone: 'caution', text: imagesText(bundle) },
    });
    tellBaselines(bundle);
  }

  async function open(bundle: RunBundle, kept?: KeptAs): Promise<boolean> {
    if (!config.getState().accepts(bundle.config)) return false;
    const opened = { bundle, last: runFromBundle(bundle, kept) };
    if (phaseOf(run.getState()) === 'running') await link.attempt('pausing', (remote) => remote.pause());
    const before = await keeper.putAside();
    config.getState().replace(bundle.config);
    const request = dataRequest(bundle.config, NO_FILES) ?? (await requestOfFiles(bundle));
    const isBack = request !== null && (await inTurn(() => restore(opened, request)));
    if (isBack) keeper.offerBack(before, undo);
    if (isBack || bundle.config.data.source === 'synthetic') return isBack;
    waiting = opened;
    show(opened);
    return true;
  }

  /** Loads its images where they are loaded already or kept in this browser; `null` where they have to be chosen. */
  async function requestOfFiles({
    config: { data: wanted },
    checkpoint,
  }: RunBundle): Promise<DataRequest | null> {
    const fingerprint = dataOfCheckpoint(checkpoint);
    const { data: there, files: chosen } = run.getState();
    const { loaded } = data;
    const isLoaded =
      loaded !== null &&
      loaded.source !== 'synthetic' &&
      loaded.source === wanted.source &&
      fingerprint !== undefined &&
      fingerprint === there?.fingerprint;
    const files = isLoaded
      ? { ...chosen, [loaded.source]: loaded.files }
      : await findKept(fingerprint, wanted.source);
    if (files === null) return null;
    run.dispatch({ type: 'filesChosen', files, isPending: true });
    return (await inTurn(() => data.load())) ? data.loaded : null;
  }

  return {
    exportRun: async () => {
      const { kept } = run.getState();
      const checkpoint = isGone(run.getState())
        ? kept
        : await link.attempt('keeping the run', (remote) => remote.exportCheckpoint());
      link.flush();
      const state = run.getState();
      if (checkpoint === null || !isWhole(state)) return null;
      run.dispatch({ type: 'saved', step: checkpoint.step });
      return bundleFromRun(state, name(), checkpoint);
    },
    runResults: () => {
      const state = run.getState();
      return isWhole(state) ? resultsFromRun(state, name()) : null;
    },
    openRun: async (file) => {
      if (isGone(run.getState()) || !(await isFree())) return false;
      run.dispatch({ type: 'dismissed', key: OPENED });
      try {
        return await open(await readFile(file));
      } catch (error) {
        const failure = failureInfo(error, `reading ${plain(file.name)}`);
        run.dispatch({ type: 'told', message: failureMessage(OPENED, failure) });
        return false;
      }
    },
    openKept: async (bundle, kept) => {
      if (isGone(run.getState()) || !(await isFree())) return false;
      return open(bundle, kept);
    },
    isWaiting: () => {
      const { source } = config.getState().config.data;
      if (waiting !== null && waiting.bundle.config.data.source !== source) waiting = null;
      return waiting !== null;
    },
    bringWaiting: async () => {
      if (waiting === null || data.loaded === null) return false;
      return restore(waiting, data.loaded);
    },
  };
}

async function readFile(file: File): Promise<RunBundle> {
  if (file.size > MOST_BYTES)
    throw refused('size', `The file has ${file.size} bytes; at most ${MOST_BYTES} are read.`);
  const { readBundle } = await import('../../formats/bundle/readBundle');
  return readBundle(new Uint8Array(await file.arrayBuffer()));
}

function imagesOf({ data, checkpoint }: RunBundle): DataIdentity {
  const fingerprint = dataOfCheckpoint(checkpoint);
  return identityOf({ ...data, ...(fingerprint ? { fingerprint } : {}) });
}

/** Which images a run goes on with. */
function imagesText(bundle: RunBundle): string {
  return `These are the results of a run on ${identityText(imagesOf(bundle))}. Choose the same images to go on with it.`;
}
