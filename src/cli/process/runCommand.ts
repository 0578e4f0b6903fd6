import { CommanderError } from 'commander';
import { Failure, failureInfo } from '../../failure';
import { systemCode } from '../../systemError';
import type { CliCommand } from './command';
import { EXIT_CODES, exitCodeOf, SIGNALS, type EndSignal } from './exitCodes';
import { readFailure } from '../files/fileFailures';
import { Interrupted } from './interruption';
import { optionError } from './optionErrors';
import { noteLine } from './noteLine';

/** Shows the cursor and wraps long lines again, which a progress bar does not. */
const RESTORE_TERMINAL = '\u001b[?25h\u001b[?7h';

/** Runs a command, and ends the process with the exit code that its end has. */
export async function runCommand(
  { parser, run, nothingDone }: CliCommand,
  args: readonly string[],
): Promise<never> {
  const interruption = new AbortController();
  let endedBy: EndSignal | undefined;
  /** An error that no call of ours waited for. */
  let stray: unknown;

  // Lines that nobody can read any more (a closed terminal, a pipe to `head`) do not end the work.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (endedBy !== undefined) endAtOnce(signal);
      endedBy = signal;
      interruption.abort();
    });
  }

  // What another process has started, through a channel to it, ends with that one.
  process.on('disconnect', () => {
    endedBy ??= 'SIGTERM';
    interruption.abort();
  });

  // The work ends as it does for a signal: exiting while the GPU is at work would be a crash of its driver.
  process.on('uncaughtException', (error) => {
    stray ??= error;
    interruption.abort();
  });

  try {
    await run(args, interruption.signal);
  } catch (error) {
    if (stray !== undefined || endedBy === undefined || !(error instanceof Interrupted)) {
      return process.exit(report(stray ?? error, parser));
    }
    console.error(nothingDone);
    // Something may still be read, or compiled for the GPU, and a process that exits would wait for it or crash in it.
    endAtOnce(endedBy);
  }
  if (stray !== undefined) return process.exit(report(stray, parser));
  return process.exit(endedBy === undefined ? EXIT_CODES.done.code : EXIT_CODES[endedBy].code);
}

/** Says in one line what is wrong; the exit code. */
function report(error: unknown, parser: CliCommand['parser']): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return EXIT_CODES.done.code;
    console.error(optionError(error, parser()));
    return EXIT_CODES.wrongInput.code;
  }
  const { code, message, remedy } = failureInfo(asFailure(error));
  process.stderr.write(noteLine([message, remedy].filter((part) => part !== undefined).join(' ')));
  // Only a defect of the program is told with its trace.
  if (code === 'internal' && error instanceof Error && !(error instanceof Failure))
    console.error(error.stack);
  return exitCodeOf(code);
}

/** An error of the system comes from reading: what is written has failures of its own. */
function asFailure(error: unknown): unknown {
  if (systemCode(error) === undefined) return error;
  return readFailure((error as NodeJS.ErrnoException).path ?? 'The input', error);
}

/** Ends the process by the signal itself, without the clean-up of libraries that may still be at work. */
function endAtOnce(signal: EndSignal): void {
  if (process.stderr.isTTY) process.stderr.write(RESTORE_TERMINAL);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}
