import { InvalidArgumentError, Option } from 'commander';
import { BACKENDS, type BackendChoice } from '../inputs/optionValues';
import { commandLine } from '../process/command';

const PARTS = ['all', 'experiments', 'recorded'] as const;
type GalleryPart = (typeof PARTS)[number];

export interface GalleryOptions {
  /** Folder of all trainings; what is done in it is kept. */
  readonly out: string;
  /** Folder of the files of recorded runs, which the page is served with. */
  readonly recorded: string;
  readonly part: GalleryPart;
  /** Trainings that run at the same time. */
  readonly jobs: number;
  readonly backend: BackendChoice;
  /** The file that the page reads the numbers from. */
  readonly results: string;
  /** Whether nothing is trained, and the numbers are written of what is done. */
  readonly partial: boolean;
}

function jobCount(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 64) return value;
  throw new InvalidArgumentError('It must be a whole number from 1 to 64.');
}

export const GALLERY_LINE = commandLine<GalleryOptions>({
  name: 'gallery',
  summary: 'Trains what the playground’s experiments and recorded runs show, and writes their files.',
  describe: (command) =>
    command
      .option('--out <dir>', 'folder of the trainings; made when it is not there', 'runs/gallery')
      .option('--recorded <dir>', 'folder of the recorded runs that the page plays', 'public/recorded')
      .addOption(
        new Option(
          '--part <name>',
          'what is made: the numbers of the experiments, the recorded runs, or both',
        )
          .choices(PARTS)
          .default('all'),
      )
      .option('--jobs <n>', 'trainings at the same time', jobCount, 1)
      .option('--results <file>', 'where the numbers go', 'src/experiments/results.json')
      .option('--partial', 'trains nothing, and writes the numbers of what is done', false)
      .addOption(new Option('--backend <name>', 'passed on to train').choices(BACKENDS).default('wasm')),
});
