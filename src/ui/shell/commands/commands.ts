import type { Command, CommandContext } from './command';
import { fileCommands } from './fileCommands';
import { pageCommands } from './pageCommands';
import { runCommands } from './runCommands';
import { settingCommands } from './settingCommands';
import { viewCommands } from './viewCommands';

/** Everything that can be asked for by name or key, as things stand. The palette, the keys and their overview come of it. */
export function commandsOf(context: CommandContext): Command[] {
  return [runCommands, viewCommands, settingCommands, fileCommands, pageCommands].flatMap((some) =>
    some(context),
  );
}
