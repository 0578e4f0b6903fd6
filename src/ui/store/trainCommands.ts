import type { RunConfig } from '../../config/runConfig';
import type { Tilings } from '../../config/tilings';
import type { ConfigStore } from './configStore';
import type { LastRun } from './lastRun';
import type { RunStore } from './runStore';
import type { Session } from './sessionActions';
import { isAtEnd, isGone, phaseOf } from './status';
import { BLOCKED } from './trainBlock';
import type { WorkerLink } from './workerLink';

/** What the commands need of the session around them. */
interface Surroundings {
  readonly link: WorkerLink;
  readonly config: ConfigStore;
  readonly run: RunStore;
  /** Ends a sweep that holds the worker, when a person agrees. True when the worker is free. */
  readonly isFree: () => Promise<boolean>;
  /** Says what keeps steps from being done, if something does. */
  readonly isBlocked: () => boolean;
  /** Whether the run that is set up is the one to train. */
  readonly ready: () => boolean;
  /** Sets up a new run from the panels. */
  readonly prepare: () => Promise<boolean>;
  /** Back to step 0; with `tilings` always by a new run. */
  readonly startOver: (tilings?: Tilings) => Promise<boolean>;
  readonly inTurn: <T>(task: () => Promise<T>) => Promise<T>;
  /** Hands the worker those settings that take effect at once. */
  readonly updateLive: () => Promise<void>;
  readonly bringBack: (last: LastRun) => Promise<boolean>;
  /** Whether the device computes right, as far as a person cares. */
  readonly mayTrain: () => Promise<boolean>;
  /** Leaves what is on show in place of the run: a look at a file, a recorded run. */
  readonly showOwnRun: () => void;
  readonly sweep: Pick<Session['sweep'], 'resume' | 'pause'>;
}

type TrainCommands = Pick<
  Session,
  'train' | 'goOn' | 'pause' | 'step' | 'reset' | 'undoReset' | 'reproduce' | 'restart'
>;

/** What a person does with the run on show: train, pause, step, start over. */
export function createTrainCommands(page: Surroundings): TrainCommands {
  const { link, config, run, isFree, isBlocked, ready, prepare, startOver, inTurn, updateLive } = page;

  const isOver = () => isAtEnd(run.getState()) || phaseOf(run.getState()) === 'failed';

  const commands: TrainCommands = {
    train: async () => {
      page.showOwnRun();
      if (run.getState().sweeping) return page.sweep.resume();
      if (isBlocked() || !(await page.mayTrain())) return;
      await inTurn(updateLive);
      const isNew = isOver() || run.getState().active === null || !ready();
      if (isNew && !(await commands.reset())) return;
      run.dispatch({ type: 'weightsRead' }, { type: 'dismissed', key: BLOCKED });
      await link.attempt('training', (remote) => remote.train());
    },
    goOn: async (factor) => {
      if (!(await isFree())) return;
      const { active, totalSteps: total } = run.getState();
      if (active !== null && factor !== 1 && !config.getState().accepts(slowed(active, factor))) return;
      const done = await link.attempt('going on', (remote) => remote.goOn(factor).then(() => true));
      if (done === null || active === null || factor === 1) return;
      const slower = slowed(active, factor);
      run.dispatch({ type: 'config', config: slower, totalSteps: total });
      if (config.getState().config.optim.baseLr === active.optim.baseLr)
        config.getState().edit('optim.baseLr', slower.optim.baseLr);
    },
    pause: async () => {
      if (run.getState().sweeping) return page.sweep.pause();
      await link.attempt('pausing', (remote) => remote.pause());
    },
    step: async () => {
      page.showOwnRun();
      if (!(await isFree()) || isBlocked() || !(await page.mayTrain())) return;
      if (!ready() && !(await prepare())) return;
      await inTurn(updateLive);
      await link.attempt('doing one step', (remote) => remote.step(1));
    },
    reset: () => startOver(),
    undoReset: async () => {
      if (!(await isFree())) return;
      const { lastRun } = run.getState();
      if (lastRun === null || isGone(run.getState())) return;
      if (phaseOf(run.getState()) === 'running') await commands.pause();
      await inTurn(() => page.bringBack(lastRun));
    },
    reproduce: async () => {
      const { shared } = run.getState();
      if (shared === null || !(await isFree())) return;
      config.getState().replace(shared.config);
      // A link that says nothing is of a run that was cut up by the rule.
      if (await startOver(shared.summary.tilings ?? {})) await commands.train();
    },
    restart: async () => {
      if (await commands.reset()) await commands.train();
    },
  };
  return commands;
}

function slowed(config: RunConfig, factor: number): RunConfig {
  return { ...config, optim: { ...config.optim, baseLr: config.optim.baseLr * factor } };
}
