import type { Command, CommanderError, Option } from 'commander';
import { plain } from '../../quoted';

/** Room for what was given and what is possible. */
const MOST_TEXT = 300;

/** What the parser of options refuses, in one line that says what is possible. */
export function optionError({ code, message }: CommanderError, command: Command): string {
  const [text = ''] = message.replace(/^error: /, '').split('\n');
  const named = /'([^]*?)'/.exec(text)?.[1] ?? '';
  const option = command.options.find(({ flags }) => flags === named);
  switch (code) {
    case 'commander.unknownOption':
      return `There is no option ${plain(named)}; there are ${flagsOf(command)}.`;
    case 'commander.missingMandatoryOptionValue':
      return `${option?.long ?? ''} is missing: ${option?.description ?? ''}. ${helpOf(command)}`;
    case 'commander.optionMissingArgument':
      return `${flagOf(option, named)} needs a value: ${option?.description ?? ''}. ${helpOf(command)}`;
    case 'commander.excessArguments':
      return `There is a word too many: everything is an option with its value (${flagsOf(command)}). With npm, options come after "--": npm run ${command.name()} -- --help.`;
    default:
      return `${plain(text, MOST_TEXT)} ${helpOf(command)}`;
  }
}

const helpOf = (command: Command): string => `npm run ${command.name()} -- --help lists the options.`;

const flagOf = (option: Option | undefined, otherwise: string): string => option?.long ?? plain(otherwise);

function flagsOf({ options }: Command): string {
  return options.map(({ long }) => long).join(', ');
}
