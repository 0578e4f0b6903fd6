import type { DataRequest, DataSummary } from '../../worker/protocol';
import type { ConfigStore } from './configStore';
import { dataRequest, NO_FILES, sameRequest, type ChosenFiles } from './dataRequest';
import type { RunStore } from './runStore';
import type { WorkerLink } from './workerLink';

/** Keeps the worker's images those that the panels ask for. */
export interface DataLoader {
  /** Loads the data that the panels ask for, when it is other data. True when it is there. */
  load(): Promise<boolean>;
  /** Loads given data, when it is other data. True when it is there. */
  loadRequest(request: DataRequest): Promise<boolean>;
  /**
   * The same for whoever says by himself what failed.
   * @throws Failure
   */
  demand(request: DataRequest): Promise<void>;
  /** What the worker holds. */
  readonly loaded: DataRequest | null;
  /** The chosen files that it came from. */
  readonly loadedFiles: ChosenFiles;
  /** Has `listener` called whenever the worker has loaded something else. */
  onLoaded(listener: (request: DataRequest, data: DataSummary) => void): void;
  /** True when what the panels ask for was refused; it is tried again on request, not by itself. */
  isRefused(): boolean;
  /** Ends the loading under way; the data before stay. */
  cancel(): Promise<void>;
  /** True when the last loading was ended by `cancel`. */
  wasCancelled(): boolean;
  /** Forgets what the worker holds, with the worker. */
  forget(): void;
}

const LOADING = 'loading the images';

export function createDataLoader(link: WorkerLink, config: ConfigStore, run: RunStore): DataLoader {
  let loaded: DataRequest | null = null;
  let loadedFiles = NO_FILES;
  let refused: DataRequest | null = null;
  let [isLoading, wasCancelled] = [false, false];
  const listeners: ((request: DataRequest, data: DataSummary) => void)[] = [];

  const wanted = () => dataRequest(config.getState().config, run.getState().files);

  const isLoaded = (request: DataRequest) => loaded !== null && sameRequest(loaded, request);

  function took(request: DataRequest, data: DataSummary): void {
    loaded = request;
    run.dispatch({ type: 'data', data });
    for (const listener of listeners) listener(request, data);
  }

  const loader: DataLoader = {
    load: async () => {
      const { files } = run.getState();
      const request = wanted();
      run.dispatch({ type: 'filesNeeded', isNeeded: request === null });
      if (request === null || !(await loader.loadRequest(request))) return false;
      loadedFiles = files;
      run.dispatch({ type: 'filesLoaded' });
      return true;
    },
    loadRequest: async (request) => {
      if (isLoaded(request)) return true;
      [isLoading, wasCancelled] = [true, false];
      const data = await link.busyAttempt(LOADING, (remote) => remote.loadData(request));
      isLoading = false;
      refused = data === null ? request : null;
      if (data === null) return false;
      took(request, data);
      return true;
    },
    demand: async (request) => {
      if (isLoaded(request)) return;
      took(request, await link.demand(LOADING, (remote) => remote.loadData(request)));
    },
    get loaded() {
      return loaded;
    },
    get loadedFiles() {
      return loadedFiles;
    },
    onLoaded: (listener) => void listeners.push(listener),
    isRefused: () => {
      const request = wanted();
      return request !== null && refused !== null && sameRequest(request, refused);
    },
    cancel: async () => {
      if (!isLoading) return;
      wasCancelled = true;
      await link.attempt('cancelling the loading', (remote) => remote.cancelLoad());
    },
    // One that came too late has ended nothing.
    wasCancelled: () => wasCancelled && refused !== null,
    forget: () => {
      loaded = null;
      refused = null;
    },
  };
  return loader;
}
