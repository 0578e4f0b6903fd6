import { CONTINUE } from './continue/command';
import { EVAL } from './eval/command';
import { EXPORT } from './export/command';
import { GALLERY } from './gallery/command';
import { PARITY } from './parity/command';
import type { CliCommand } from './process/command';
import { REPORT } from './report/command';
import { SWEEP } from './sweep/command';
import { TRAIN } from './train/command';
import { WGSL } from './wgsl/command';

/** What the program can do, in the order of its help. */
export const COMMANDS: readonly CliCommand[] = [
  TRAIN,
  EVAL,
  REPORT,
  EXPORT,
  CONTINUE,
  SWEEP,
  GALLERY,
  PARITY,
  WGSL,
];

/** The list of commands, for people. */
export function help(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length));
  return [
    'Usage: node scripts/cli.mjs COMMAND [options]',
    '',
    'Commands, each also as npm run COMMAND -- [options]:',
    ...COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'COMMAND --help lists the options of one; --version says which program this is.',
  ].join('\n');
}
