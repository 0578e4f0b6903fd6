import { InvalidArgumentError, Option } from 'commander';
import { commandLine } from '../process/command';
import { REPORT_KINDS, type ReportKindName } from './reportKinds';

/** What `npm run report` was asked to do. */
export interface ReportOptions {
  /** Folder of a training, or the file of a whole run. */
  readonly run: string;
  readonly as: ReportKindName;
  /** The file; left out, it lies in the folder or beside the file of the run. */
  readonly out?: string;
  /** Address of the playground that links lead to; without one there are none. */
  readonly page?: string;
  readonly overwrite: boolean;
}

const KINDS = Object.entries(REPORT_KINDS).map(([name, { what }]) => `    ${name.padEnd(9)} ${what}`);

/** Reads the address of a page. */
function pageAddress(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new InvalidArgumentError('It must be an address that begins with http:// or https://.');
}

/** The command line of `npm run report`. */
export const REPORT_LINE = commandLine<ReportOptions>({
  name: 'report',
  summary: 'Writes what a training came to: as one HTML page, or in Markdown or BibTeX for citing it.',
  describe: (command) =>
    command
      .argument('<run>', 'the folder of a training, or a file that the page or train --bundle has written')
      .addOption(
        new Option('--as <kind>', 'what is written').choices(Object.keys(REPORT_KINDS)).default('html'),
      )
      .option('--out <file>', 'the file; by default report.html in the folder, or NAME.html beside NAME.zip')
      .option(
        '--page <address>',
        'markdown, bibtex: where the playground is, for a link to the settings',
        pageAddress,
      )
      .option('--overwrite', 'replaces a file that is there', false)
      .addHelpText(
        'after',
        `
Kinds:
${KINDS.join('\n')}

The page holds everything that it shows, curves, pictures of matches, evaluations and the configuration: it runs nothing
and fetches nothing. Folders have no pictures of matches; files of whole runs do.

Exit codes:
    0  done
    2  there is no run, it cannot be read, or the file cannot be written there
    3  the disk is full`,
      ),
  read: (command) => ({
    run: command.args[0]!,
    ...command.opts<Omit<ReportOptions, 'run'>>(),
  }),
});
