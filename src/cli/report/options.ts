import { commandLine } from '../process/command';

/** What `npm run report` was asked to do. */
export interface ReportOptions {
  /** Folder of a training, or the file of a whole run. */
  readonly run: string;
  /** The page; left out, it lies in the folder or beside the file. */
  readonly out?: string;
  readonly overwrite: boolean;
}

/** The command line of `npm run report`. */
export const REPORT_LINE = commandLine<ReportOptions>({
  name: 'report',
  summary: 'Writes what a training came to as one HTML page, for reading anywhere.',
  describe: (command) =>
    command
      .argument('<run>', 'the folder of a training, or a file that the page or train --bundle has written')
      .option('--out <file>', 'the page; by default report.html in the folder, or NAME.html beside NAME.zip')
      .option('--overwrite', 'replaces a page that is there', false)
      .addHelpText(
        'after',
        `
The page holds everything that it shows, curves, pictures of matches, evaluations and the configuration: it runs nothing
and fetches nothing. Folders have no pictures of matches; files of whole runs do.

Exit codes:
    0  done
    2  there is no run, it cannot be read, or the page cannot be written there
    3  the disk is full`,
      ),
  read: (command) => ({
    run: command.args[0]!,
    ...command.opts<{ readonly out?: string; readonly overwrite: boolean }>(),
  }),
});
