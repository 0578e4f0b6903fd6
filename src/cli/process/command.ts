import { Command } from 'commander';

/** How a command is called and what it takes. */
export interface CommandLine<Options> {
  readonly name: string;
  /** What it does, in one sentence for the list of commands and the head of its help. */
  readonly summary: string;
  /** The parser of its options, also for messages about what could not be parsed. */
  readonly parser: () => Command;
  /**
   * Reads the arguments after the command's name.
   * @throws CommanderError when they are off, or after the help was shown (exit code 0).
   */
  readonly parse: (args: readonly string[]) => Options;
}

/** A command of the program. */
export interface CliCommand<Options = unknown> extends CommandLine<Options> {
  /**
   * Does what the arguments say. Where the signal is aborted it ends soon: it returns when something was saved, and throws
   * `Interrupted` when there is nothing to save.
   */
  readonly run: (args: readonly string[], signal: AbortSignal) => Promise<void>;
  /** What is said where it is interrupted before anything was saved. */
  readonly nothingDone: string;
}

interface LineDescription<Options> {
  readonly name: string;
  readonly summary: string;
  /** Adds the options to the parser. */
  readonly describe: (command: Command) => Command;
  /** What was parsed; left out, commander's options as they are. */
  readonly read?: (command: Command) => Options;
}

export function commandLine<Options>(description: LineDescription<Options>): CommandLine<Options> {
  const { name, summary, describe, read = (parsed: Command) => parsed.opts() as Options } = description;
  const parser = () =>
    describe(new Command(name).description(summary))
      .exitOverride()
      .configureOutput({ writeErr: () => undefined });
  return {
    name,
    summary,
    parser,
    parse: (args) => read(parser().parse(args, { from: 'user' })),
  };
}

interface Work<Options> {
  readonly run: (options: Options, signal: AbortSignal) => Promise<void>;
  readonly nothingDone: string;
}

export function command<Options>(
  line: CommandLine<Options>,
  { run, nothingDone }: Work<Options>,
): CliCommand<Options> {
  return { ...line, nothingDone, run: async (args, signal) => run(line.parse(args), signal) };
}
