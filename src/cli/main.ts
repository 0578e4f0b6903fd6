import { PROGRAM } from '../program';
import { quoted } from '../quoted';
import { COMMANDS, help } from './commands';
import { EXIT_CODES } from './process/exitCodes';
import { runCommand } from './process/runCommand';

const [name, ...args] = process.argv.slice(2);
const command = COMMANDS.find((known) => known.name === name);
if (command !== undefined) await runCommand(command, args);
else if (name === '--help' || name === '-h') console.log(help());
else if (name === '--version') console.log(PROGRAM);
else {
  const names = COMMANDS.map((known) => known.name).join(', ');
  console.error(name === undefined ? help() : `There is no command ${quoted(name)}; there are ${names}.`);
  process.exitCode = EXIT_CODES.wrongInput.code;
}
