import { setField } from '../../config/describe';
import type { RunConfig } from '../../config/runConfig';
import type { SuggestedSetting } from '../../failure';
import { plain } from '../../quoted';
import { weightsOfCheckpoint } from '../../training/checkpoint';
import type { ConfigStore } from './configStore';
import type { LastRun } from './lastRun';
import { failureMessage, type Message } from './messages';
import type { RunKeeper } from './runKeeper';
import type { RunStore } from './runStore';
import type { WeightsOptions } from './sessionActions';
import { settingsLabel } from './settingsLabel';
import { isGone } from './status';
import type { WorkerLink } from './workerLink';

/** What a person can do with weights files. */
export interface WeightsFiles {
  /** Starts the run over from a weights file. True when that was done. */
  loadWeights(file: File, options?: WeightsOptions): Promise<boolean>;
  /** Ends the reading of a weights file; the run stays as it is. */
  cancelWeights(): Promise<void>;
  /** The run's weights; the last good ones, which the page keeps, when nothing can be asked for them. */
  exportWeights(): Promise<Uint8Array | null>;
}

interface Surroundings {
  readonly link: WorkerLink;
  readonly config: ConfigStore;
  readonly run: RunStore;
  readonly keeper: RunKeeper;
  readonly tell: (message: Message) => void;
  readonly inTurn: <T>(task: () => Promise<T>) => Promise<T>;
  readonly isFree: () => Promise<boolean>;
  /** Whether a run is set up that may begin; why not is told by `isBlocked`. */
  readonly ready: () => boolean;
  readonly isBlocked: () => boolean;
  readonly prepare: () => Promise<boolean>;
  readonly offerBack: (last: LastRun | null) => void;
}

/** What the page does with a weights file; key of the message about it. */
const LOADING = 'loading weights';

export function createWeightsFiles(around: Surroundings): WeightsFiles {
  const { link, config, run, keeper, tell, inTurn, isFree, ready, isBlocked, prepare, offerBack } = around;

  /** Beside the refusal of a weights file, a way to the settings that it fits. */
  function offerSettings(file: File, key: string | undefined): void {
    const failure = run.getState().messages.find((message) => message.key === LOADING)?.failure;
    const settings = failure?.settings;
    if (failure === undefined || settings === undefined) return;
    const act = () => void files.loadWeights(file, { key, settings });
    tell({ ...failureMessage(LOADING, failure), action: { label: settingsLabel(settings), act } });
  }

  const acceptsAll = (settings: readonly SuggestedSetting[]) =>
    config.getState().accepts(withSettings(config.getState().config, settings));

  const files: WeightsFiles = {
    loadWeights: async (file, { key, settings = [] } = {}) => {
      if (isGone(run.getState()) || !(await isFree()) || !acceptsAll(settings)) return false;
      for (const { path, value } of settings) config.getState().edit(path, value);
      const isSetUp = ready() && settings.length === 0;
      if (!isSetUp && isBlocked()) return false;
      const last = await keeper.putAside();
      if (!isSetUp && !(await prepare())) return false;
      run.dispatch({ type: 'reading', name: plain(file.name) });
      const report = await inTurn(() =>
        link.busyAttempt(LOADING, (remote) => remote.loadWeights(file, key)),
      ).finally(() => run.dispatch({ type: 'reading', name: null }));
      if (report === null) {
        offerSettings(file, key);
        return false;
      }
      keeper.start = { file, key };
      run.dispatch({ type: 'weightsTaken', weights: { file, report } });
      offerBack(last);
      return true;
    },
    cancelWeights: async () => {
      await link.attempt('ending the reading of weights', (remote) => remote.cancelWeights());
    },
    exportWeights: async () => {
      const { step, kept } = run.getState();
      const bytes = isGone(run.getState())
        ? kept && weightsOfCheckpoint(kept.file)
        : await link.attempt('exporting the weights', (remote) => remote.exportWeights());
      if (bytes !== null) run.dispatch({ type: 'saved', step });
      return bytes;
    },
  };
  return files;
}

function withSettings(config: RunConfig, settings: readonly SuggestedSetting[]): RunConfig {
  return settings.reduce((sum, { path, value }) => setField(sum, path, value) as RunConfig, config);
}
