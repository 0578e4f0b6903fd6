import type { DeviceChoice } from '../../compute/openComputer';
import type { ConfigStore } from './configStore';
import type { DataLoader } from './dataLoader';
import { NO_FILES } from './dataRequest';
import type { KeptData } from './keptData';
import type { LastRun } from './lastRun';
import type { RunKeeper } from './runKeeper';
import type { RunStore } from './runStore';
import type { Session } from './sessionActions';
import { tunesFirst } from './tuneSetting';
import { OPENING, type WorkerLink } from './workerLink';

interface Surroundings {
  readonly link: WorkerLink;
  readonly config: ConfigStore;
  readonly run: RunStore;
  readonly data: DataLoader;
  readonly keeper: RunKeeper;
  readonly keptData: KeptData;
  readonly choice: DeviceChoice;
  readonly hasProblems: () => boolean;
  /** Sets up a new run from the panels. */
  readonly prepare: () => Promise<boolean>;
  readonly inTurn: <T>(task: () => Promise<T>) => Promise<T>;
  readonly bringBack: (last: LastRun) => Promise<boolean>;
  readonly undo: () => void;
  /** The run that a sweep had put aside when the device was lost. */
  readonly takeStranded: () => LastRun | null;
  /** What waits for a first run. */
  readonly afterwards: () => Promise<void>;
}

/** How the device comes: at first, and after it was lost. */
export interface Opening extends Pick<Session, 'open' | 'tryAgain' | 'goOnFromKept'> {
  /** Starts over with a fresh worker. True when its device is open. */
  readonly reopen: () => Promise<boolean>;
  /** What a run that was lost with its device can go on from. */
  readonly lastKept: () => LastRun | null;
}

export function createOpening(page: Surroundings): Opening {
  const { link, config, run, data, keeper, keptData, prepare, inTurn } = page;

  /** Something to look at while the device is opened and the network set up. */
  async function showFirstViews(): Promise<void> {
    if (page.hasProblems()) return;
    const wanted = config.getState().config;
    const views = await link.attempt('drawing the first views', (remote) => remote.firstViews(wanted));
    run.dispatch({ type: 'firstViews', views });
  }

  async function reopen(): Promise<boolean> {
    link.close();
    data.forget();
    keeper.start = null;
    run.dispatch({ type: 'reopening' });
    const device = await link.busyAttempt(OPENING, (remote) => {
      void showFirstViews();
      return remote.open(link.listener, page.choice, tunesFirst());
    });
    if (device === null) return false;
    run.dispatch({ type: 'opened', device });
    return true;
  }

  /** Chooses files that the settings of the address need, where the browser has kept them. True when it has. */
  async function bringKept(): Promise<boolean> {
    const { source } = config.getState().config.data;
    const { wantedData, shared } = run.getState();
    const files = await keptData.find(wantedData?.fingerprint ?? shared?.summary.data, source);
    if (files !== null) run.dispatch({ type: 'filesChosen', files, isPending: true });
    return files !== null;
  }

  const lastKept = () => page.takeStranded() ?? keeper.asKept();

  return {
    reopen,
    lastKept,
    open: async () => {
      await link.busy(async () => {
        if (!(await reopen())) return;
        const isFound = await bringKept();
        await prepare();
        if (isFound && data.wasCancelled())
          run.dispatch(
            { type: 'filesChosen', files: NO_FILES, isPending: false },
            { type: 'filesNeeded', isNeeded: true },
          );
      });
      await page.afterwards();
    },
    tryAgain: async () => {
      const last = lastKept();
      await link.busy(async () => {
        if (!(await reopen())) return;
        keeper.offerBack(last, page.undo);
        await prepare();
      });
    },
    goOnFromKept: async () => {
      const last = lastKept();
      if (last === null) return;
      await link.busy(async () => {
        if (await reopen()) await inTurn(() => page.bringBack(last));
      });
    },
  };
}
