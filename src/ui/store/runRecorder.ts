import { durationText } from '../../durationText';
import { failureInfo } from '../../failure';
import type { RunShelf, ShelvedRun } from '../../storage/runShelf';
import { resultsFromRun, isWhole } from './bundleFromRun';
import type { ConfigStore } from './configStore';
import { failureMessage } from './messages';
import type { RunFiles } from './runFiles';
import type { RunState } from './runState';
import type { RunStore } from './runStore';
import { phaseOf } from './status';
import type { WorkerLink } from './workerLink';

/** Keeps the run on show in the browser as it goes, and offers the last one after the page was closed. */
export interface RunRecorder {
  /** Offers the newest run that was kept and that no tab trains. */
  offer(): Promise<void>;
  /** Keeps the run as it is at this moment, not as it was at its last checkpoint. */
  keepNow(): Promise<void>;
}

interface Surroundings {
  readonly shelf: Promise<RunShelf | undefined>;
  readonly run: RunStore;
  readonly config: ConfigStore;
  readonly link: WorkerLink;
  readonly runFiles: RunFiles;
  readonly now: () => number;
}

/** Keys of messages about runs that are kept. */
const KEPT = 'kept run';
const KEEPING = 'keeping runs';

export function createRunRecorder(around: Surroundings): RunRecorder {
  const { shelf, run, config, link, runFiles, now } = around;
  /** Of the run on show, once it has been kept. */
  let id: string | null = null;
  let waiting: RunState | null = null;
  let writing = false;

  /** One write at a time; of those that come meanwhile, only the newest. */
  async function write(): Promise<void> {
    if (writing) return;
    writing = true;
    try {
      for (let state = waiting; state !== null; state = waiting) {
        waiting = null;
        await keep(state);
      }
    } finally {
      writing = false;
    }
  }

  async function keep(state: RunState): Promise<void> {
    const place = await shelf;
    if (place === undefined || state.kept === null || !isWhole(state)) return;
    if (id === null) {
      id = crypto.randomUUID();
      await place.hold(id);
    }
    try {
      await place.keep({
        id,
        savedAt: now(),
        totalSteps: state.totalSteps,
        results: resultsFromRun(state, config.getState().preset.name),
        checkpoint: state.kept.file,
      });
      run.dispatch({ type: 'dismissed', key: KEEPING });
    } catch (error) {
      const { message, remedy = '' } = failureInfo(error);
      const text = `${message} ${remedy}`.trim();
      run.dispatch({ type: 'told', message: { key: KEEPING, tone: 'caution', text } });
    }
  }

  run.subscribe((state, before) => {
    // A run of its own begins.
    if (state.kept === null && before.kept !== null) id = null;
    if (state.kept === before.kept || state.kept === null || state.kept.step === 0 || state.sweeping) return;
    waiting = state;
    void write();
  });

  async function open(kept: ShelvedRun): Promise<void> {
    run.dispatch({ type: 'dismissed', key: KEPT });
    try {
      const { bundleOf } = await import('../../storage/bundleOf');
      if (!(await runFiles.openBundle(bundleOf(kept)))) return;
      id = kept.id;
      await (await shelf)?.hold(id);
    } catch (error) {
      run.dispatch({
        type: 'told',
        message: failureMessage(KEPT, failureInfo(error, 'reading the kept run')),
      });
      await (await shelf)?.remove(kept.id);
    }
  }

  return {
    offer: async () => {
      const kept = await (await shelf)?.newest();
      if (kept === undefined) return;
      const isOver = kept.results.step >= kept.totalSteps;
      const act = () => void open(kept);
      run.dispatch({
        type: 'told',
        message: {
          key: KEPT,
          tone: 'info',
          text: offerText(kept, now()),
          action: { label: isOver ? 'Open it' : 'Go on', act },
        },
      });
    },
    keepNow: async () => {
      const state = run.getState();
      if (phaseOf(state) !== 'running' || state.sweeping) return;
      const checkpoint = await link.attempt('keeping the run', (remote) => remote.exportCheckpoint());
      if (checkpoint === null) return;
      link.flush();
      run.dispatch({ type: 'checkpoint', ...checkpoint });
    },
  };
}

function offerText({ results, totalSteps, savedAt }: ShelvedRun, now: number): string {
  const count = (steps: number) => steps.toLocaleString('en');
  const ago = `${durationText(Math.max(1, Math.round((now - savedAt) / 1000)))} ago`;
  return results.step >= totalSteps
    ? `The last run in this browser was done ${ago}, with all its ${count(totalSteps)} steps.`
    : `The last run in this browser had done ${count(results.step)} of ${count(totalSteps)} steps ${ago}.`;
}
