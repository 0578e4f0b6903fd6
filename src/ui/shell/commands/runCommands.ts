import { RECORDED, recordedLabel } from '../../../experiments/recorded';
import { hasResults } from '../../store/runState';
import { isGone, phaseOf } from '../../store/status';
import type { Command, CommandContext } from './command';

/** Training: what the buttons of the run bar do, and what follows on it. */
export function runCommands({ session, onShow }: CommandContext): Command[] {
  const { run, sweep } = session;
  const gone = () => isGone(run.getState());
  const toggle = () => {
    const state = run.getState();
    const { job } = sweep.store.getState();
    const running = (state.sweeping ? job?.phase : phaseOf(state)) === 'running';
    void (running ? session.pause() : session.train());
  };
  return [
    { id: 'run.toggle', title: 'Train, or pause', keys: 'space', words: 'start stop continue', act: toggle },
    { id: 'run.step', title: 'One step', keys: 'S', act: () => void session.step() },
    {
      id: 'run.reset',
      title: 'Reset to step 0',
      keys: 'R',
      words: 'start over',
      act: () => void session.reset(),
    },
    {
      id: 'run.restart',
      title: 'Reset and train',
      words: 'restart',
      isThere: () => !gone() && hasResults(run.getState()),
      act: () => void session.restart(),
    },
    {
      id: 'run.undoReset',
      title: 'Undo the reset',
      words: 'bring back last run',
      isThere: () => !gone() && run.getState().lastRun !== null,
      act: () => void session.undoReset(),
    },
    {
      id: 'run.evaluate',
      title: 'Evaluate now',
      words: 'probes linear knn segmentation',
      isThere: () =>
        onShow.views.some(({ id }) => id === 'evaluate') && run.getState().active !== null && !gone(),
      act: () => {
        onShow.show('evaluate');
        void session.evaluate(['weights']);
      },
    },
    {
      id: 'run.tryAgain',
      title: 'Open the device anew',
      words: 'try again gpu lost',
      isThere: gone,
      act: () => void session.tryAgain(),
    },
    ...(onShow.views.some(({ id }) => id === 'training') ? RECORDED : []).map((recorded) => ({
      id: `run.recorded.${recorded.id}`,
      title: `Play the recorded run “${recordedLabel(recorded)}”`,
      words: `recorded runs replay example demo ${recorded.sentence}`,
      act: () => {
        onShow.show('training');
        void session.recorded.show(recorded);
      },
    })),
  ].map((command) => ({ ...command, group: 'Run' }));
}
