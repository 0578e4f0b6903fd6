import { InvalidArgumentError, Option } from 'commander';
import { INPUTS, PTH_NAMES, USUAL_CHOICES, type ExportChoices } from '../../exporting/choices';
import { FEATURE_PARTS, FEATURES, type FeaturePart } from '../../exporting/features';
import { EXPORT_FORMATS, type ExportFormat } from '../../exporting/formats';
import type { OutputName } from '../../exporting/graphWriter';
import { BACKENDS, type BackendChoice } from '../inputs/optionValues';
import { commandLine } from '../process/command';

/** What `npm run export` was asked to do. */
export interface ExportOptions extends ExportChoices {
  /** Folder of a training, or the file of a whole run. */
  readonly run: string;
  readonly format: ExportFormat;
  readonly out: string;
  readonly overwrite: boolean;
  /** Of tables: where the images are, which of them, and which features. */
  readonly data?: string;
  readonly part: FeaturePart;
  readonly features?: readonly OutputName[];
  readonly backend: BackendChoice;
}

/** Reads "representation,map". */
function featureList(text: string): OutputName[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.some((name) => !FEATURES.some((feature) => feature === name)))
    throw new InvalidArgumentError(`The features are ${FEATURES.join(', ')}.`);
  return FEATURES.filter((feature) => names.includes(feature));
}

function help(): string {
  const rows = Object.entries(EXPORT_FORMATS).map(
    ([name, { title, what }]) => `  ${name.padEnd(12)} ${title}: ${what}`,
  );
  return `
Formats:
${rows.join('\n')}

A model card in Markdown goes with each: what it was trained on, how, its measured results, and how to load the file.
docs/EXPORTS.md says more of every format.

Exit codes:
    0  done
    2  there is no run, it cannot be exported so, or the output cannot be written there
    3  the disk is full, or the output could not be written
  130  ended by Ctrl-C (SIGINT); nothing was written`;
}

/** The command line of `npm run export`. */
export const EXPORT_LINE = commandLine<ExportOptions>({
  name: 'export',
  summary: 'Writes what a training came to in the formats of other programs.',
  describe: (command) =>
    command
      .usage('--run DIR --format NAME --out PATH [options]')
      .requiredOption(
        '--run <path>',
        'the folder of a training, or a file that the page or train --bundle has written',
      )
      .addOption(
        new Option('--format <name>', 'what to write')
          .choices(Object.keys(EXPORT_FORMATS))
          .makeOptionMandatory(),
      )
      .requiredOption('--out <path>', 'the file; for tfjs and tensorboard a folder')
      .option('--overwrite', 'replaces what is there', false)
      .addOption(
        new Option('--input <what>', 'onnx, tfjs: RGB from 0 to 1, or normalised by whoever uses the model')
          .choices(INPUTS)
          .default(USUAL_CHOICES.input),
      )
      .option('--expanders', 'onnx, tfjs: gives the outputs of the expanders as well', false)
      .addOption(
        new Option(
          '--names <whose>',
          'pth: of the reference’s whole model, of its backbone alone, or of timm’s backbone',
        )
          .choices(PTH_NAMES)
          .default(USUAL_CHOICES.names),
      )
      .option('--optimizer', 'pth: a full checkpoint of the reference, with the optimiser’s state', false)
      .option('--data <path>', 'npz, csv, parquet: the images, as for train')
      .addOption(
        new Option('--part <which>', 'npz, csv, parquet: the images to train on, or those kept for tests')
          .choices(FEATURE_PARTS)
          .default(FEATURE_PARTS[0]),
      )
      .option('--features <names>', `npz, csv, parquet: some of ${FEATURES.join(',')}`, featureList)
      .addOption(
        new Option('--backend <name>', 'npz, csv, parquet: where to compute, as for train')
          .choices(BACKENDS)
          .default('auto'),
      )
      .addHelpText('after', help()),
});
