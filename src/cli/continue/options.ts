import { stepCount } from '../inputs/optionValues';
import { commandLine } from '../process/command';

/** What `npm run continue` was asked to do. */
export interface ContinueOptions {
  /** Folder of a training. */
  readonly run: string;
  readonly out: string;
  /** Where the images are; left out, where the run had them. */
  readonly data?: string;
  /** Steps whose views are drawn for comparison. */
  readonly views?: number;
  readonly overwrite: boolean;
}

/** The command line of `npm run continue`. */
export const CONTINUE_LINE = commandLine<ContinueOptions>({
  name: 'continue',
  summary: 'Writes a folder in which PyTorch goes on with a training, on one machine or many.',
  describe: (command) =>
    command
      .requiredOption('--run <dir>', 'the folder of a training')
      .requiredOption('--out <dir>', 'the new folder')
      .option(
        '--views <n>',
        'adds the views of the next n steps, to compare the losses with those here',
        stepCount,
      )
      .option('--data <path>', 'where the images are, for --views; by default where the run had them')
      .option('--overwrite', 'replaces the files of such a folder', false)
      .addHelpText(
        'after',
        `
The README.md in the folder says how to train with torchrun, Slurm and Ray, and how to bring the run back. It also has the
command line of the reference repository, where there is one, and a list of what has no option there.

Exit codes:
    0  done
    2  there is no run, it cannot be read, or the folder cannot be written
    3  the disk is full`,
      ),
});
