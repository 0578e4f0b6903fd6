import { changedFields } from '../../config/describe';
import { totalSteps } from '../../config/length';
import type { Tilings } from '../../config/tilings';
import { quoted } from '../../quoted';
import type { DeviceChoice } from '../../compute/openComputer';
import type { DataShelf } from '../../storage/dataShelf';
import type { RunShelf } from '../../storage/runShelf';
import type { TrainingConnection } from '../../worker/protocol';
import { createConfigHistory } from './configHistory';
import type { ConfigState, ConfigStore } from './configStore';
import { createAddressFiles } from './addressFiles';
import { createDataFiles } from './dataFiles';
import { createDataInspector } from './dataInspector';
import { createDataLoader } from './dataLoader';
import { createDeviceStudy, type CheckHabit } from './deviceStudy';
import { createEvaluator } from './evaluator';
import { createExperimentDriver } from './experimentDriver';
import { createExperimentQueue, isUnderWay } from './experimentQueue';
import { takeFiles } from './intake';
import type { LastRun } from './lastRun';
import { sortChanges } from './liveChanges';
import { failureMessage, type Message } from './messages';
import { debounced } from './pacing';
import { blockingProblems } from './problems';
import { createComparison } from './comparison';
import { createKeptData } from './keptData';
import { createLookMode } from './lookMode';
import { createLooks } from './looks';
import { createLibrary } from './library';
import { createAsk } from './question';
import { createOpenConfig } from './openConfig';
import { createOpening } from './opening';
import { createRecordedRuns } from './recordedRuns';
import { createReferenceRuns } from './referenceRuns';
import { createRunKeeper } from './runKeeper';
import { createRunRecorder } from './runRecorder';
import { hasResults } from './runState';
import { createRunExports } from './runExports';
import { createRunFiles } from './runFiles';
import type { RunStore } from './runStore';
import type { Session } from './sessionActions';
import { createSmallerBatch } from './smallerBatch';
import { isGone, phaseOf } from './status';
import { BLOCKED, trainBlock } from './trainBlock';
import { createSweep } from './sweep';
import { createSweepDriver } from './sweepDriver';
import { createTuner } from './tuner';
import { createTrainCommands } from './trainCommands';
import { createWeightsFiles } from './weightsFiles';
import { createWorkerLink } from './workerLink';
import { createWorkerQueries } from './workerQueries';

export type { Session } from './sessionActions';

/** How long edits settle before they reach the worker, in ms: live ones, and those that set up a new run. */
const LIVE_DELAY = 120;
const SETUP_DELAY = 500;

/**
 * The page's side of a training: keeps the stores and the worker in step.
 * @param choice where to compute
 * @param shelf where runs are kept; left out, none are
 * @param dataShelf where data sets are kept; left out, none are
 * @param checkHabit how the device is checked by itself; left out, it is not
 */
export function createSession(
  connect: () => Promise<TrainingConnection>,
  config: ConfigStore,
  run: RunStore,
  choice: DeviceChoice = 'auto',
  shelf: Promise<RunShelf | undefined> = Promise.resolve(undefined),
  dataShelf: Promise<DataShelf | undefined> = Promise.resolve(undefined),
  checkHabit?: CheckHabit,
): Session {
  const link = createWorkerLink(connect, run);
  const data = createDataLoader(link, config, run);
  const keeper = createRunKeeper(link, data, run);
  /** What the panels said before the first of the changes that wait for a new run. */
  let beforeWaiting: ConfigState | null = null;
  let setup: Promise<unknown> = Promise.resolve();

  const tell = (message: Message) => run.dispatch({ type: 'told', message });
  const dismiss = (key: string) => run.dispatch({ type: 'dismissed', key });
  const imageCount = () => run.getState().data?.count;
  const hasProblems = () => blockingProblems(config.getState(), imageCount()).length > 0;

  /** Data and set-ups take turns, so that a later configuration never ends under an earlier one. */
  function inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = setup.then(() => link.busy(task));
    setup = turn.catch(() => undefined);
    return turn;
  }

  /**
   * Sets up a new run from the panels. True when it is ready to train.
   * @param tilings how its kernels are cut up, where that is not the device's choice
   */
  function prepare(tilings?: Tilings): Promise<boolean> {
    return inTurn(async () => {
      if (!(await data.load())) return false;
      if (runFiles.isWaiting()) return runFiles.bringWaiting();
      if (hasProblems()) return false;
      const wanted = config.getState().config;
      const done = await link.busyAttempt('setting up the run', async (remote) => {
        await (tilings === undefined ? remote.configure(wanted) : remote.configure(wanted, tilings));
        return true;
      });
      if (done === null) return false;
      keeper.start = null;
      beforeWaiting = null;
      run.dispatch({ type: 'setUp', config: wanted });
      return true;
    });
  }

  const changes = () => {
    const { active, initialAlpha, sweeping } = run.getState();
    // The run on show is not one that the panels have set up.
    return active === null || sweeping ? null : sortChanges(active, initialAlpha, config.getState().config);
  };

  async function updateLive(): Promise<void> {
    const { active, data: summary } = run.getState();
    const wanted = changes()?.live;
    if (
      active === null ||
      summary === null ||
      wanted === undefined ||
      changedFields(wanted, active).length === 0
    )
      return;
    const done = await link.attempt('changing the running training', (remote) =>
      remote.update(wanted).then(() => true),
    );
    if (done !== null)
      run.dispatch({ type: 'config', config: wanted, totalSteps: totalSteps(wanted, summary.count) });
  }

  const waitsForNewRun = (): boolean => run.getState().filesPending || changes()?.waiting.length !== 0;

  /** Says what keeps steps from being done, if something does. */
  function isBlocked(): boolean {
    const block = trainBlock(config.getState(), imageCount());
    if (block !== null) tell(block);
    return block !== null || isGone(run.getState());
  }

  /** A run that has not begun trains with what the panels say, or not at all. */
  const ready = () => hasResults(run.getState()) || !waitsForNewRun();

  /** Ends a sweep that holds the worker, when a person agrees. True when the worker is free. */
  async function isFree(): Promise<boolean> {
    if (!run.getState().sweeping) return true;
    const agreed = await session.ask({
      title: 'A sweep is under way',
      text: 'This stops the sweep. Its finished points stay, and it can go on later.',
      agree: 'Stop the sweep',
      decline: 'Let it go on',
    });
    if (agreed) await session.sweep.stop();
    return agreed;
  }

  /**
   * Back to step 0. True when that was done.
   * @param tilings how the kernels of the new run are cut up, where that is not the device's choice
   * @param always whether a new run is set up also where a reset would do
   */
  async function startOver(tilings?: Tilings, always = tilings !== undefined): Promise<boolean> {
    lookMode.leave();
    if (isGone(run.getState()) || !(await isFree())) return false;
    const isNew = always || waitsForNewRun();
    if (isNew && isBlocked()) return false;
    if (isRunning()) await session.pause();
    link.flush();
    const last = await keeper.putAside();
    const done = isNew
      ? await prepare(tilings)
      : (await inTurn(() => link.busyAttempt('resetting', (api) => api.reset().then(() => true)))) !== null;
    if (done || run.getState().active === null) keeper.offerBack(last, undo);
    return done;
  }

  const isRunning = () => phaseOf(run.getState()) === 'running';

  const undo = () => void session.undoReset();

  async function bringBack(last: LastRun): Promise<boolean> {
    const done = await keeper.bringBack(last);
    if (done) beforeWaiting = null;
    return done;
  }

  const applyLive = debounced(LIVE_DELAY, () => void inTurn(updateLive));
  const applySetup = debounced(SETUP_DELAY, () => {
    const { device, sweeping } = run.getState();
    if (data.isRefused() || sweeping) return;
    // A run that has results is only given up on request.
    if (device === null || isRunning() || hasResults(run.getState())) return;
    void setup.then(() => (waitsForNewRun() ? prepare() : undefined));
  });

  /** A block that is over is no message any more. */
  function unblock(): void {
    if (trainBlock(config.getState(), imageCount()) === null) dismiss(BLOCKED);
  }

  run.subscribe((state, before) => {
    if (state.data?.count !== before.data?.count) unblock();
  });

  config.subscribe((state, before) => {
    unblock();
    if (state.config === before.config) return;
    const waiting = changes()?.waiting ?? [];
    beforeWaiting = waiting.length === 0 ? null : (beforeWaiting ?? before);
    applyLive();
    applySetup();
  });

  const ask = createAsk(run);

  const deviceStudy = createDeviceStudy(link, run, ask, () => session.pause(), checkHabit);

  const driver = createSweepDriver({
    link,
    data,
    keeper,
    run,
    ask,
    undo,
    inTurn,
    prepare,
    bringBack,
    loadWeights: ({ file, key }) => session.loadWeights(file, { key }),
  });

  const keptData = createKeptData({
    ...{ shelf: dataShelf, run, data, ask, tell, now: Date.now },
    trainOn: (...chosen) => session.trainOn(...chosen),
  });

  const opening = createOpening({
    ...{ link, config, run, data, keeper, keptData, choice, hasProblems, prepare, inTurn, bringBack, undo },
    takeStranded: () => driver.takeStranded(),
    afterwards: async () => {
      void deviceStudy.checkOnce();
      await library.offer();
    },
  });

  const runFiles = createRunFiles({
    ...{ link, data, keeper, config, run, isFree, inTurn, bringBack, undo },
    findKept: (...wanted) => keptData.find(...wanted),
  });

  const recorder = createRunRecorder({
    ...{ shelf, run, config, link, keeper },
    now: Date.now,
    newId: () => crypto.randomUUID(),
  });
  const library = createLibrary({
    ...{ shelf, run, config, runFiles, recorder },
    openConfig: ({ name, config: settings, initialAlpha }) => {
      const begun = { ...settings, loss: { ...settings.loss, alpha: initialAlpha } };
      session.openConfig(begun, quoted(name), { name, config: begun });
    },
    now: Date.now,
  });

  const comparison = createComparison(library);

  const experiments = createExperimentQueue(
    createExperimentDriver({
      ...{ run, config, recorder, library, comparison, ask, isFree },
      beginAnew: () => startOver(undefined, true),
      train: () => session.train(),
      pause: () => session.pause(),
      evaluate: (probes) => session.evaluate(['weights'], probes),
      cancelEvaluation: () => session.cancelEvaluation(),
    }),
  );

  const lookMode = createLookMode({
    ...{ link, config, run },
    loadWeights: (...given) => session.loadWeights(...given),
  });

  const session: Session = {
    ...createEvaluator(link, run, isFree, () => isUnderWay(experiments.store.getState().job)),
    ...runFiles,
    ...createReferenceRuns({
      ...{ link, data, keeper, run, isFree, inTurn, bringBack, undo },
      loadWeights: (file, options) => session.loadWeights(file, options),
    }),
    ...createWeightsFiles({
      ...{ link, config, run, keeper, tell, inTurn, isFree, ready, isBlocked, prepare },
      offerBack: (last) => keeper.offerBack(last, undo),
    }),
    ...createTrainCommands({
      ...{ link, config, run, isFree, isBlocked, ready, prepare, startOver, inTurn, updateLive, bringBack },
      mayTrain: () => deviceStudy.mayTrain(),
      showOwnRun: () => {
        lookMode.leave();
        session.recorded.end();
      },
      sweep: { resume: () => session.sweep.resume(), pause: () => session.sweep.pause() },
    }),
    ...createWorkerQueries(link, config, run),
    ...createRunExports(link, config, run),
    ...createSmallerBatch({
      ...{ link, config, run, reopen: opening.reopen, lastKept: opening.lastKept },
      startOver: () => (hasResults(run.getState()) ? session.reset() : prepare()),
      bringBack: (last) => inTurn(() => bringBack(last)),
    }),
    ...createAddressFiles({ run, ask, tell, take: (files) => session.take(files) }),
    ...createDataFiles({
      ...{ link, data, config, run, ask, tell, isFree, prepare },
      isWaiting: () => runFiles.isWaiting(),
      session: {
        pause: () => session.pause(),
        reset: () => session.reset(),
        train: () => session.train(),
      },
    }),
    config,
    configHistory: createConfigHistory(config),
    run,
    sweep: createSweep(driver, config, run, ask),
    keptData,
    images: createDataInspector(link, config, run),
    library,
    comparison,
    experiments,
    recorded: createRecordedRuns({
      ...{ shelf, run, config, comparison, tell },
      loadWeights: (file) => session.loadWeights(file),
      reproduce: () => session.reproduce(),
    }),
    lookMode,
    tuner: createTuner(link, config),
    looks: createLooks(link, library, lookMode, run),
    deviceStudy,
    ask,
    tell,
    fail: (key, failure) => tell(failureMessage(key, failure)),
    dismiss,
    dismissFailure: () => run.dispatch({ type: 'failureRead' }),
    dismissWeights: () => run.dispatch({ type: 'weightsRead' }),
    open: opening.open,
    tryAgain: opening.tryAgain,
    goOnFromKept: opening.goOnFromKept,
    keepNow: () => recorder.keepNow(),
    putBack: () => {
      const { active } = run.getState();
      if (active === null) return;
      run.dispatch(
        { type: 'filesChosen', files: data.loadedFiles, isPending: false },
        { type: 'filesNeeded', isNeeded: false },
      );
      if (beforeWaiting === null) config.getState().replace(active);
      else config.getState().restore(beforeWaiting);
      beforeWaiting = null;
    },
    take: (files) => takeFiles(session, files),
    openConfig: createOpenConfig({ config, tell, dismiss }),
  };

  return session;
}
