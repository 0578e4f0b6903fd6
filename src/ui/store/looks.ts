import { Failure } from '../../failure';
import type { LookAnswer, LookKind, LookQuestion } from '../../worker/protocol';
import type { Library } from './library';
import type { LookMode } from './lookMode';
import type { RunStore } from './runStore';
import type { WorkerLink } from './workerLink';

/** What the page asks of the network itself. What it learns of the gradients of the run on show is kept with the run. */
export interface Looks {
  /**
   * One look; another run of the library, or the model of a file, is handed to the worker when it is needed there.
   * @throws Failure of the look, and where the other run has no weights any more
   */
  take<Kind extends LookKind>(question: LookQuestion<Kind>): Promise<LookAnswer<Kind>>;
}

const DOING = 'looking at the model';

export function createLooks(
  link: WorkerLink,
  library: Pick<Library, 'read'>,
  lookMode: Pick<LookMode, 'hold'>,
  run: Pick<RunStore, 'dispatch'>,
): Looks {
  const ask = async <Kind extends LookKind>(question: LookQuestion<Kind>) => {
    const answer = (await link.demand(DOING, (api) => api.look(question))) as LookAnswer<Kind>;
    if (question.kind === 'gradients' && question.subject.of === 'run') {
      run.dispatch({ type: 'gradientsSeen', look: answer as LookAnswer<'gradients'> });
    }
    return answer;
  };

  async function hold(id: string): Promise<void> {
    const { state } = await library.read(id);
    if (state === undefined)
      throw new Failure({
        code: 'look_subject_missing',
        message: 'This run has given up its weights to make room.',
        doing: DOING,
        remedy: 'Pin the runs whose weights you want to look at later.',
      });
    await link.demand(DOING, (api) => api.holdRun(id, state.checkpoint));
  }

  return {
    take: async (question) => {
      try {
        return await ask(question);
      } catch (error) {
        const { subject } = question;
        const isMissing = error instanceof Failure && error.info.code === 'look_subject_missing';
        if (!isMissing) throw error;
        if (subject.of === 'other') await hold(subject.id);
        else if (subject.of === 'file') await lookMode.hold();
        else throw error;
        return ask(question);
      }
    },
  };
}
