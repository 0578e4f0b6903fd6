import type { RunConfig } from '../../config/runConfig';
import { failureInfo, type SuggestedSetting } from '../../failure';
import { plain } from '../../quoted';
import type { ReferenceCheckpoint } from '../../worker/protocol';
import { emptyHistory } from '../history/history';
import type { DataLoader } from './dataLoader';
import type { LastRun } from './lastRun';
import { failureMessage, UNDO_RESET, type Message } from './messages';
import type { RunKeeper } from './runKeeper';
import type { RunStore } from './runStore';
import { settingsLabel } from './settingsLabel';
import { isGone, phaseOf } from './status';
import type { WorkerLink } from './workerLink';

/** What a person can do with full checkpoints of the reference, beside starting from their weights. */
export interface ReferenceRuns {
  /**
   * Goes on with the training of a full checkpoint, as the run that is set up: at the step that its epochs come to. True
   * when that was done.
   */
  goOnFromFile(file: File): Promise<boolean>;
}

interface Surroundings {
  readonly link: WorkerLink;
  readonly data: DataLoader;
  readonly keeper: RunKeeper;
  readonly run: RunStore;
  readonly isFree: () => Promise<boolean>;
  readonly inTurn: <T>(task: () => Promise<T>) => Promise<T>;
  readonly bringBack: (last: LastRun) => Promise<boolean>;
  readonly loadWeights: (
    file: File,
    options: { readonly settings: readonly SuggestedSetting[] },
  ) => Promise<boolean>;
  readonly undo: () => void;
}

/** What the page does; key of the message about it. */
const GOING_ON = 'going on with a run of the reference';

export function createReferenceRuns(around: Surroundings): ReferenceRuns {
  const { link, data, keeper, run, isFree, inTurn, bringBack, loadWeights, undo } = around;
  const tell = (message: Message) => run.dispatch({ type: 'told', message });

  async function read(file: File, config: RunConfig): Promise<ReferenceCheckpoint | null> {
    run.dispatch({ type: 'reading', name: plain(file.name) });
    try {
      return await inTurn(() => link.demand(GOING_ON, (remote) => remote.readReference(file, config)));
    } catch (error) {
      const failure = failureInfo(error);
      const { settings } = failure;
      // What a person has ended needs no word, and a lost worker is told of by others.
      if (failure.code === 'cancelled' || isGone(run.getState())) return null;
      const message = failureMessage(GOING_ON, failure);
      const act = () => void goOnWith(file, settings ?? []);
      tell(
        settings === undefined ? message : { ...message, action: { label: settingsLabel(settings), act } },
      );
      return null;
    } finally {
      run.dispatch({ type: 'reading', name: null });
    }
  }

  /** A run of other settings is begun first, from the file's weights. */
  async function goOnWith(file: File, settings: readonly SuggestedSetting[]): Promise<void> {
    run.dispatch({ type: 'dismissed', key: GOING_ON });
    if (await loadWeights(file, { settings })) await goOnFromFile(file);
  }

  async function goOnFromFile(file: File): Promise<boolean> {
    if (isGone(run.getState()) || !(await isFree())) return false;
    run.dispatch({ type: 'dismissed', key: GOING_ON });
    if (phaseOf(run.getState()) === 'running') await link.attempt('pausing', (remote) => remote.pause());
    const { active, initialAlpha } = run.getState();
    const { loaded } = data;
    if (active === null || loaded === null) return false;
    // The one that gave way to the file's weights, where nothing was trained since.
    const before = (await keeper.putAside()) ?? run.getState().lastRun;
    const checkpoint = await read(file, { ...active, loss: { ...active.loss, alpha: initialAlpha } });
    if (checkpoint === null) return false;
    const { step, warnings } = checkpoint;
    const last: LastRun = {
      ...{ config: active, initialAlpha, step, savedStep: step, checkpoint, request: loaded },
      ...{ history: emptyHistory(), latest: null, accuracy: null, knn: null, evaluations: [] },
      ...{ previous: null, snapshots: [], gradientLooks: [], runId: null, start: keeper.start },
    };
    if (!(await inTurn(() => bringBack(last)))) return false;
    run.dispatch({ type: 'dismissed', key: UNDO_RESET });
    keeper.offerBack(before, undo);
    const { totalSteps } = run.getState();
    const texts = [goesOnText(file, step, totalSteps), ...warnings.map(({ message }) => message)];
    tell({ key: GOING_ON, tone: warnings.length > 0 ? 'caution' : 'info', text: texts.join(' ') });
    return true;
  }

  return { goOnFromFile };
}

function goesOnText({ name }: File, step: number, totalSteps: number): string {
  const [done, all] = [step, totalSteps].map((steps) => steps.toLocaleString('en'));
  const where = `${plain(name, 80)} goes on from step ${done} of ${all}, with its optimiser’s state.`;
  return step < totalSteps ? where : `${where} That is the end of this run: make it longer to train on.`;
}
