import type { ConfigStore } from './configStore';
import type { Message } from './messages';
import type { Session } from './sessionActions';

interface Surroundings {
  readonly config: ConfigStore;
  readonly tell: (message: Message) => void;
  readonly dismiss: (key: string) => void;
}

const KEY = 'configuration opened';

/** Takes over a whole configuration; a message offers the one before back. */
export function createOpenConfig({ config, tell, dismiss }: Surroundings): Session['openConfig'] {
  return (next, name, takenFrom) => {
    const before = config.getState();
    if (!before.accepts(next)) return;
    before.replace(next, takenFrom);
    const undo = () => {
      config.getState().restore(before);
      dismiss(KEY);
    };
    const text = `The settings are those of ${name} now.`;
    tell({ key: KEY, tone: 'info', text, action: { label: 'Undo', act: undo } });
  };
}
