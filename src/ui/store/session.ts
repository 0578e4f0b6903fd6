import { checkConfig } from '../../config/check';
import { changedFields } from '../../config/describe';
import { failureInfo, type FailureInfo } from '../../failure';
import type { DataRequest, Forecast, PreviewView, TrainingApi, TrainingEvent } from '../../worker/protocol';
import type { DeviceChoice } from '../../wasm/computer';
import { blockingProblems, problemText, type ConfigStore } from './configStore';
import { dataRequest, NO_FILES, sameRequest, type ChosenFiles } from './dataRequest';
import { restartChanges, withLiveChanges } from './liveChanges';
import { debounced, gathered } from './pacing';
import { applyEvent, hasResults, type RunStore } from './runStore';

/** How long events are gathered before the page draws them, in ms. */
const EVENT_INTERVAL = 60;
/** How long edits settle before they reach the worker, in ms: live ones, and those that set up a new run. */
const LIVE_DELAY = 120;
const SETUP_DELAY = 500;

/** What a person can do with the training; failures end up in the run store instead of being thrown. */
export interface Session {
  readonly config: ConfigStore;
  readonly run: RunStore;
  /** Opens the device, loads the data and sets up the first run. */
  open(): Promise<void>;
  /** Trains on; sets up a new run first when the last one has finished or failed, or none has begun. */
  train(): Promise<void>;
  pause(): Promise<void>;
  step(): Promise<void>;
  /** Back to step 0, with all changes that were waiting for a new run. */
  reset(): Promise<void>;
  /** `reset`, then `train`. */
  restart(): Promise<void>;
  /** Gives up what waits for a new run: the panels say again what the run has. */
  putBack(): void;
  chooseFiles(source: keyof ChosenFiles, files: readonly File[]): Promise<void>;
  showImage(imageIndex: number): Promise<void>;
  /** Views that the panels' configuration would take; `null` when they could not be drawn. */
  previewViews(imageIndex: number, draw: number): Promise<readonly PreviewView[] | null>;
  /** What the panels' configuration would need on the device; `null` when that is not known. */
  forecast(): Promise<Forecast | null>;
  /** Starts the run over from a weights file. */
  loadWeights(file: File): Promise<void>;
  exportWeights(): Promise<Uint8Array | null>;
  fail(failure: FailureInfo): void;
  dismiss(): void;
}

/**
 * The page's side of a training: keeps the stores and the worker in step.
 * @param choice where to compute.
 */
export function createSession(
  connect: () => Promise<TrainingApi>,
  config: ConfigStore,
  run: RunStore,
  choice: DeviceChoice = 'auto',
): Session {
  let api: TrainingApi | null = null;
  /** What the worker holds, and the chosen files that it came from. */
  let loaded: DataRequest | null = null;
  let loadedFiles: ChosenFiles = NO_FILES;
  /** What could not be loaded; it is tried again on request, not by itself. */
  let refused: DataRequest | null = null;
  let setup: Promise<unknown> = Promise.resolve();

  const fail = (failure: FailureInfo) => run.setState({ failure });

  /** Runs a call to the worker; a rejection becomes the failure on show, and `null` the answer. */
  async function attempt<T>(doing: string, call: (api: TrainingApi) => Promise<T>): Promise<T | null> {
    try {
      api ??= await connect();
      return await call(api);
    } catch (error) {
      fail(failureInfo(error, doing));
      return null;
    }
  }

  /** Data and set-ups take turns, so that a later configuration never ends under an earlier one. */
  function inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = setup.then(task);
    setup = turn.catch(() => undefined);
    return turn;
  }

  /** Loads the data when other data is wanted. True when it is there. */
  async function load(): Promise<boolean> {
    const request = dataRequest(config.getState().config, run.getState().files);
    run.setState({ needsFiles: request === null });
    if (request === null) return false;
    if (loaded !== null && sameRequest(loaded, request)) return true;
    const { files } = run.getState();
    const data = await attempt('loading the images', (remote) => remote.loadData(request));
    refused = data === null ? request : null;
    if (data === null) {
      settlePhase();
      return false;
    }
    loaded = request;
    loadedFiles = files;
    run.setState({ data, filesPending: false });
    config.getState().setImageCount(data.count);
    return true;
  }

  /** Sets up a new run from the panels. True when it is ready to train. */
  function prepare(): Promise<boolean> {
    return inTurn(async () => {
      if (!(await load())) return false;
      if (blockingProblems(config.getState()).length > 0) return false;
      const wanted = config.getState().config;
      const done = await attempt('setting up the run', async (remote) => {
        await remote.configure(wanted);
        return true;
      });
      if (done === null) {
        run.setState({ active: null, weights: null });
        settlePhase();
        return false;
      }
      run.setState({ active: wanted, weights: null });
      return true;
    });
  }

  /** Ends the phase that a failed loading or set-up leaves behind: the run is where it was, if there is one. */
  function settlePhase(): void {
    receive.flush();
    const { active } = run.getState();
    run.setState((state) => ({ phase: active === null ? 'failed' : hasResults(state) ? 'paused' : 'ready' }));
  }

  async function updateLive(): Promise<void> {
    const { active } = run.getState();
    if (active === null) return;
    const wanted = withLiveChanges(active, config.getState().config);
    if (changedFields(wanted, active).length === 0 || checkConfig(wanted).length > 0) return;
    const done = await attempt('changing the running training', async (remote) => {
      await remote.update(wanted);
      return true;
    });
    if (done) run.setState({ active: wanted });
  }

  const waitsForNewRun = (): boolean => {
    const { active, filesPending } = run.getState();
    return active === null || filesPending || restartChanges(active, config.getState().config).length > 0;
  };

  /** Says why what was asked for did not happen, unless a failure or the missing files say it already. */
  function explainBlock(): void {
    const [problem] = blockingProblems(config.getState());
    if (problem === undefined || run.getState().failure !== null) return;
    fail({
      code: 'config_invalid',
      message: problemText(problem, config.getState().config),
      doing: 'setting up the run',
      remedy: 'Correct the field, or put it back to the preset’s value.',
    });
  }

  /** A run that has not begun trains with what the panels say, or not at all. */
  const ready = () => hasResults(run.getState()) || !waitsForNewRun();

  const applyLive = debounced(LIVE_DELAY, () => void inTurn(updateLive));
  const applySetup = debounced(SETUP_DELAY, () => {
    const { files, device, phase } = run.getState();
    const request = dataRequest(config.getState().config, files);
    if (request !== null && refused !== null && sameRequest(request, refused)) return;
    // A run that has results is only given up on request.
    if (device === null || phase === 'running' || hasResults(run.getState())) return;
    void setup.then(() => (waitsForNewRun() ? prepare() : undefined));
  });

  config.subscribe((state, before) => {
    if (state.config === before.config) return;
    applyLive();
    applySetup();
  });

  /** Something to look at while the device is opened and the network set up. */
  async function showFirstViews(): Promise<void> {
    if (blockingProblems(config.getState()).length > 0) return;
    const wanted = config.getState().config;
    const firstViews = await attempt('drawing the first views', (remote) => remote.firstViews(wanted));
    if (run.getState().snapshot === null) run.setState({ firstViews });
  }

  const receive = gathered(EVENT_INTERVAL, (events: readonly TrainingEvent[]) =>
    run.setState((state) => events.reduce(applyEvent, state)),
  );

  const session: Session = {
    config,
    run,
    fail,
    open: async () => {
      const device = await attempt('opening the GPU', (remote) => {
        void showFirstViews();
        return remote.open(receive, choice);
      });
      if (device === null) return;
      run.setState({ device });
      await prepare();
    },
    train: async () => {
      const { phase, active } = run.getState();
      const over = phase === 'finished' || phase === 'failed';
      if (over || active === null || !ready()) await session.reset();
      if (run.getState().active === null || !ready()) {
        explainBlock();
        return;
      }
      await inTurn(updateLive);
      run.setState({ failure: null, notice: null, weights: null });
      await attempt('training', (remote) => remote.train());
    },
    pause: async () => {
      await attempt('pausing', (remote) => remote.pause());
    },
    step: async () => {
      if (!ready() && !(await prepare())) {
        explainBlock();
        return;
      }
      await inTurn(updateLive);
      await attempt('doing one step', (remote) => remote.step(1));
    },
    reset: async () => {
      if (run.getState().phase === 'running') await session.pause();
      if (waitsForNewRun()) {
        if (!(await prepare())) explainBlock();
      } else await inTurn(() => attempt('resetting', (remote) => remote.reset()));
    },
    restart: async () => {
      await session.reset();
      if (!waitsForNewRun()) await session.train();
    },
    putBack: () => {
      const { active } = run.getState();
      if (active === null) return;
      run.setState({ files: loadedFiles, filesPending: false, needsFiles: false });
      config.getState().replace(active);
    },
    chooseFiles: async (source, files) => {
      run.setState((state) => ({ files: { ...state.files, [source]: files }, filesPending: true }));
      config.getState().edit('data.source', source);
      if (!hasResults(run.getState())) await prepare();
    },
    showImage: async (imageIndex) => {
      run.setState({ pendingImage: imageIndex });
      await attempt('showing another image', (remote) => remote.showImage(imageIndex));
    },
    previewViews: (imageIndex, draw) =>
      attempt('drawing views', (remote) => remote.previewViews(config.getState().config, imageIndex, draw)),
    forecast: () => attempt('estimating the run', (remote) => remote.forecast(config.getState().config)),
    loadWeights: async (file) => {
      if (!ready() && !(await prepare())) {
        explainBlock();
        return;
      }
      const report = await inTurn(() => attempt('loading weights', (remote) => remote.loadWeights(file)));
      receive.flush();
      if (report !== null) {
        run.setState({ weights: { file: file.name, report }, notice: null, failure: null });
      } else if (run.getState().phase === 'compiling') {
        // A file that is refused leaves the run alone; this one failed while it was set up.
        run.setState({ active: null });
        settlePhase();
      }
    },
    exportWeights: () => attempt('exporting the weights', (remote) => remote.exportWeights()),
    dismiss: () => run.setState({ failure: null, linkFailure: null, notice: null, weights: null }),
  };

  return session;
}
