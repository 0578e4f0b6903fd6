import type { KeptCheckpoint } from '../../worker/protocol';
import type { DataLoader } from './dataLoader';
import { asLastRun, restoredText, type LastRun, type StartWeights } from './lastRun';
import { UNDO_RESET } from './messages';
import { hasResults } from './runState';
import { phaseOf } from './status';
import type { RunStore } from './runStore';
import type { WorkerLink } from './workerLink';

/** Keeps a run that is given up, and brings it back. */
export interface RunKeeper {
  /** The weights file that the worker's run began with, and to which it resets. */
  start: StartWeights | null;
  /** What brings the run back, from the checkpoint that the page keeps; `null` when there is nothing to bring back. */
  asKept(): LastRun | null;
  /** The same as the run is now. */
  putAside(): Promise<LastRun | null>;
  /** Says that a run that was given up can be had again. */
  offerBack(last: LastRun | null, undo: () => void): void;
  /** Sets up a run that was given up as it was. True when that was done. */
  bringBack(last: LastRun): Promise<boolean>;
}

export function createRunKeeper(link: WorkerLink, data: DataLoader, run: RunStore): RunKeeper {
  const withCheckpoint = (checkpoint: KeptCheckpoint | null): LastRun | null => {
    const { active } = run.getState();
    if (active === null || checkpoint === null || data.loaded === null || !hasResults(run.getState()))
      return null;
    return asLastRun(run.getState(), active, checkpoint, { request: data.loaded, start: keeper.start });
  };

  /** Gives the worker's run another beginning: what it resets to is set by what it was begun with. */
  async function beginAs({ start, config, initialAlpha }: LastRun): Promise<boolean> {
    if (start === keeper.start) return true;
    const done = await link.busyAttempt('setting up the run', async (remote) => {
      // The run gets the expanders that it had, whatever α became since.
      await remote.configure({ ...config, loss: { ...config.loss, alpha: initialAlpha } });
      if (start !== null) await remote.loadWeights(start.file, start.key);
      return true;
    });
    if (done !== null) keeper.start = start;
    return done !== null;
  }

  const keeper: RunKeeper = {
    start: null,
    asKept: () => withCheckpoint(run.getState().kept),
    putAside: async () => {
      const state = run.getState();
      const { step, kept } = state;
      if (!hasResults(state) || (kept?.step === step && phaseOf(state) !== 'running')) return keeper.asKept();
      const checkpoint = await link.attempt('keeping the run', (remote) => remote.exportCheckpoint());
      link.flush();
      return checkpoint === null ? keeper.asKept() : withCheckpoint(checkpoint);
    },
    offerBack: (last, undo) => {
      if (last === null) return;
      const text = `The run that had done ${last.step.toLocaleString('en')} steps can be brought back until the new one has more.`;
      const offer = { key: UNDO_RESET, tone: 'info', text, action: { label: 'Undo', act: undo } } as const;
      run.dispatch({ type: 'givenUp', last, offer });
    },
    bringBack: async (last) => {
      const { checkpoint, config } = last;
      if (!(await data.loadRequest(last.request)) || !(await beginAs(last))) return false;
      run.dispatch({ type: 'bringingBack', last });
      const done = await link.busyAttempt('bringing the run back', async (remote) => {
        await remote.resume(config, checkpoint.file);
        return true;
      });
      if (done === null) {
        run.dispatch({ type: 'bringingBack', last: null });
        return false;
      }
      const message = { key: UNDO_RESET, tone: 'info', text: restoredText(last) } as const;
      run.dispatch({ type: 'broughtBack', config, message });
      return true;
    },
  };
  return keeper;
}
