import { CommanderError } from 'commander';
import { Failure, failureInfo, type FailureInfo } from '../../failure';
import { parseOptions } from './options';
import { train } from './train';

/** Exit codes: 0 done, 1 failed while training, 2 wrong input, 130 ended by Ctrl-C. */
const FAILED = 1;
const WRONG_INPUT = 2;
const INTERRUPTED = 130;

const INPUT_FAILURES: readonly string[] = [
  'config_invalid',
  'config_version',
  'data_missing',
  'data_truncated',
  'data_unreadable',
  'data_too_small',
  'weights_mismatch',
  // Thrown before training only, where the configuration needs more than the device allows.
  'out_of_memory',
];
const CHECKPOINT_FAILURE = 'checkpoint_bad_';

const interruption = new AbortController();
process.once('SIGINT', () => interruption.abort());
process.once('SIGTERM', () => interruption.abort());

try {
  await train(parseOptions(process.argv.slice(2)), interruption.signal);
  process.exit(interruption.signal.aborted ? INTERRUPTED : 0);
} catch (error) {
  process.exit(report(error));
}

/** Says in one line what is wrong; the exit code. */
function report(error: unknown): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    console.error(`${error.message.replace(/^error: /, '')} (train --help lists the options)`);
    return WRONG_INPUT;
  }
  const info = failureInfo(error);
  console.error(oneLine(info));
  if (!(error instanceof Failure) && error instanceof Error) console.error(error.stack);
  const wrongInput = INPUT_FAILURES.includes(info.code) || info.code.startsWith(CHECKPOINT_FAILURE);
  return wrongInput ? WRONG_INPUT : FAILED;
}

function oneLine({ message, remedy }: FailureInfo): string {
  return [message, remedy].filter((part) => part !== undefined).join(' ');
}
