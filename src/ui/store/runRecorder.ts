import { failureInfo } from '../../failure';
import type { RunLock } from '../../storage/runLocks';
import type { RunShelf } from '../../storage/runShelf';
import { resultsFromRun, isWhole } from './bundleFromRun';
import type { ConfigStore } from './configStore';
import type { RunKeeper } from './runKeeper';
import type { RunState } from './runState';
import type { RunStore } from './runStore';
import { phaseOf } from './status';
import type { WorkerLink } from './workerLink';

/** Keeps the run on show in the browser as it goes. */
export interface RunRecorder {
  /** Keeps the run as it is at this moment, not as it was at its last checkpoint. */
  keepNow(): Promise<void>;
  /** Resolves when everything that was to be kept is. */
  settled(): Promise<void>;
  /** Marks a kept run as this tab's. False where another tab has it. */
  hold(id: string): Promise<boolean>;
}

interface Surroundings {
  readonly shelf: Promise<RunShelf | undefined>;
  readonly run: RunStore;
  readonly config: ConfigStore;
  readonly link: WorkerLink;
  readonly keeper: RunKeeper;
  readonly now: () => number;
  readonly newId: () => string;
}

/** Key of the message about a run that cannot be kept. */
const KEEPING = 'keeping runs';

export function createRunRecorder(around: Surroundings): RunRecorder {
  const { shelf, run, config, link, keeper, now, newId } = around;
  /** Of each run, as it is to be kept next. */
  const waiting = new Map<string, RunState>();
  let writing: Promise<void> | null = null;
  let lock: RunLock | undefined;
  let holding: Promise<unknown> = Promise.resolve();

  /** One after the other: whoever asks while a lock is on its way would be told that it is held. */
  function hold(id: string): Promise<boolean> {
    const turn = holding.then(() => take(id));
    holding = turn.catch(() => undefined);
    return turn;
  }

  async function take(id: string): Promise<boolean> {
    if (lock?.id === id) return true;
    const next = await (await shelf)?.hold(id);
    if (next === undefined) return false;
    lock?.release();
    lock = next;
    return true;
  }

  /** One write at a time; of those of a run that come meanwhile, only the newest. */
  function write(): Promise<void> {
    return (writing ??= writeAll().finally(() => (writing = null)));
  }

  async function writeAll(): Promise<void> {
    for (let next = first(waiting); next !== undefined; next = first(waiting)) {
      const [id, state] = next;
      waiting.delete(id);
      await keep(id, state);
    }
  }

  async function keep(id: string, state: RunState): Promise<void> {
    const place = await shelf;
    if (place === undefined || state.kept === null || !isWhole(state) || !(await hold(id))) return;
    const { preset, takenFrom } = config.getState();
    const { start } = keeper;
    try {
      await place.keep(
        {
          id,
          savedAt: now(),
          totalSteps: state.totalSteps,
          results: resultsFromRun(state, preset.name),
          checkpoint: state.kept.file,
          start: start === null ? null : { file: start.file, name: start.file.name, key: start.key },
        },
        takenFrom ?? { name: preset.title, config: preset.config },
      );
      run.dispatch({ type: 'dismissed', key: KEEPING });
    } catch (error) {
      const { message, remedy = '' } = failureInfo(error);
      const text = `${message} ${remedy}`.trim();
      run.dispatch({ type: 'told', message: { key: KEEPING, tone: 'caution', text } });
    }
  }

  run.subscribe((state, before) => {
    if (state.runId !== before.runId && state.runId !== null) void hold(state.runId);
    if (!isNews(state, before)) return;
    if (state.runId === null) run.dispatch({ type: 'shelved', runId: newId() });
    const named = run.getState();
    waiting.set(named.runId!, named);
    void write();
  });

  return {
    hold,
    settled: async () => {
      await writing;
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

/** A checkpoint has come, or the numbers of an evaluation for a run that is kept. */
function isNews(state: RunState, before: RunState): boolean {
  const { kept, evaluation, runId, sweeping } = state;
  if (kept === null || kept.step === 0 || sweeping) return false;
  const isEvaluated = evaluation.results !== before.evaluation.results && runId === before.runId;
  return kept !== before.kept || isEvaluated;
}

function first<Key, Value>(map: ReadonlyMap<Key, Value>): [Key, Value] | undefined {
  return map.entries().next().value;
}
