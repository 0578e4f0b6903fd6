import type { ConfigStore } from './configStore';
import type { DataLoader } from './dataLoader';
import type { ChosenFiles } from './dataRequest';
import { hasResults } from './runState';
import type { RunStore } from './runStore';
import { phaseOf } from './status';
import type { WorkerLink } from './workerLink';

/** What a person can do with images of their own. */
export interface DataFiles {
  chooseFiles(source: keyof ChosenFiles, files: readonly File[]): Promise<void>;
  /** Starts over with other data at once; when it is refused, everything stays as it was. */
  trainOn(source: keyof ChosenFiles, files: readonly File[]): Promise<void>;
}

interface Surroundings {
  readonly link: WorkerLink;
  readonly data: DataLoader;
  readonly config: ConfigStore;
  readonly run: RunStore;
  readonly isFree: () => Promise<boolean>;
  /** True while the run of a file waits for its images. */
  readonly isWaiting: () => boolean;
  readonly prepare: () => Promise<boolean>;
  readonly session: {
    pause(): Promise<void>;
    reset(): Promise<boolean>;
    train(): Promise<void>;
  };
}

export function createDataFiles(around: Surroundings): DataFiles {
  const { link, data, config, run, isFree, isWaiting, prepare, session } = around;
  return {
    chooseFiles: async (source, files) => {
      const chosen = { ...run.getState().files, [source]: files };
      run.dispatch({ type: 'filesChosen', files: chosen, isPending: true });
      config.getState().edit('data.source', source);
      const waits = isWaiting() || !hasResults(run.getState());
      if (!run.getState().sweeping && waits) await prepare();
    },
    trainOn: async (source, files) => {
      if (!(await isFree())) return;
      link.flush();
      const panels = config.getState();
      const { files: filesBefore, filesPending } = run.getState();
      const wasRunning = phaseOf(run.getState()) === 'running';
      if (wasRunning) await session.pause();
      run.dispatch({ type: 'filesChosen', files: { ...filesBefore, [source]: files }, isPending: true });
      config.getState().edit('data.source', source);
      await (hasResults(run.getState()) ? session.reset() : prepare());
      if (!data.isRefused() || run.getState().active === null) return;
      run.dispatch(
        { type: 'filesChosen', files: filesBefore, isPending: filesPending },
        { type: 'filesNeeded', isNeeded: false },
      );
      config.getState().restore(panels);
      if (wasRunning) await session.train();
    },
  };
}
