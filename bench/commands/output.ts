/** What a command found: a text for people, and data for `--json`. */
export interface CommandOutput {
  readonly text: string;
  readonly data: unknown;
  /** What was required and is not so; the program then ends with code 1. */
  readonly failure?: string;
}
