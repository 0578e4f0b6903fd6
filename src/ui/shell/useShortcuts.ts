import { useHotkeys } from '@mantine/hooks';
import { useSession } from '../store/context';
import { phaseOf } from '../store/status';

/** The keys, for the help. */
export const SHORTCUTS = [
  { keys: 'Space', what: 'Train, or pause' },
  { keys: 'S', what: 'One step' },
  { keys: 'R', what: 'Reset to step 0' },
  { keys: '?', what: 'This help' },
] as const;

/** Keys for the training; silent while something that takes keys itself has the focus. */
export function useShortcuts(help: () => void): void {
  const session = useSession();
  const toggle = () => {
    const state = session.run.getState();
    const { job } = session.sweep.store.getState();
    const running = (state.sweeping ? job?.phase : phaseOf(state)) === 'running';
    if (running) void session.pause();
    else void session.train();
  };
  useHotkeys([
    ['space', unlessTaken(toggle), OPTIONS],
    ['S', unlessTaken(() => void session.step()), OPTIONS],
    ['R', unlessTaken(() => void session.reset()), OPTIONS],
    ['shift+?', unlessTaken(help), OPTIONS],
  ]);
}

const OPTIONS = { preventDefault: false };

/** A focused button answers the space bar, and an open dialog or menu all keys. */
function unlessTaken(action: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    const target = event.target as HTMLElement;
    const presses = event.key === ' ' && target.closest('button, a, summary, [role="switch"]') !== null;
    if (presses || target.closest('[role="dialog"], [role="menu"]') !== null) return;
    event.preventDefault();
    action();
  };
}
