import {
  IconBrandPython,
  IconBraces,
  IconChartDots,
  IconChartLine,
  IconFileCode,
  IconFileText,
  IconFileZip,
  IconGridDots,
  IconHexagons,
  IconListDetails,
  IconPhoto,
  IconPlayerTrackNext,
  IconReportAnalytics,
  IconShare2,
  IconStack2,
  IconTable,
  type Icon,
} from '@tabler/icons-react';
import type { ExportChoices } from '../../exporting/choices';
import type { FileFormat } from '../../exporting/formats';
import type { CardSnippet } from '../../formats/report/modelCard';
import { TRAIN_COMMAND } from '../../formats/pytorchProject/trainCommand';
import { metricsToCsv, metricsToJson } from '../../formats/metrics';
import { metricsEntries } from '../history/metricsEntries';
import { savedName, type Content, type FileToSave } from '../controls/useSaveFile';
import { isWhole } from '../store/bundleFromRun';
import type { ComparisonState } from '../store/comparison';
import { evaluationsToJson } from '../store/evaluationsFile';
import { hasResults, type RunState } from '../store/runState';
import type { Session } from '../store/session';
import { statusOf } from '../store/status';
import type { SweepState } from '../store/sweep';
import type { PlotHandle } from '../views/plotHandle';
import type { PageView } from './views';

/** What can be taken away as a file. */
export interface PageExport extends Omit<FileToSave, 'content'> {
  readonly Icon: Icon;
  readonly group: ExportGroup;
  /** What is in it and for whom. */
  readonly what: string;
  /** Asked for so often that the menu has it. */
  readonly isQuick?: boolean;
  /** Of the command line: its choices, snippets and card are those of the page. */
  readonly format?: FileFormat;
  /** How it is loaded, where it is no format of the command line. */
  readonly snippet?: CardSnippet;
  /** True while there is something to save. */
  readonly isThere: (state: ExportState) => boolean;
  /** What the file holds; `null` where that is not to be had, which is told elsewhere. */
  readonly content: (session: Session, from: ExportFrom) => Content | Promise<Content>;
}

/** In the order of the dialog; features of the images have a group of their own in it. */
export const EXPORT_GROUPS = ['Run', 'Model', 'Results'] as const;
export type ExportGroup = (typeof EXPORT_GROUPS)[number];

/** What an export is made from, besides the run. */
export interface ExportFrom {
  readonly plot: PlotHandle | undefined;
  readonly choices: ExportChoices;
}

export interface ExportState {
  readonly run: RunState;
  readonly sweep: SweepState;
  readonly comparison: ComparisonState;
  readonly view: PageView;
}

const [BYTES, JSON_TYPE, ZIP] = ['application/octet-stream', 'application/json', 'application/zip'] as const;

const hasWeights = ({ run }: ExportState) =>
  run.active !== null && (statusOf(run) !== 'gone' || run.kept !== null);
const isGoing = (state: ExportState) => isWhole(state.run) && hasWeights(state);
const hasMetrics = ({ run }: ExportState) => hasResults(run);

/** One of the command line's formats, with its choices. What is a folder there is a zip file here, unless it is one file. */
function asFormat(
  format: FileFormat,
  row: Omit<PageExport, 'format' | 'content'>,
): PageExport & { readonly format: FileFormat } {
  return {
    ...row,
    format,
    content: async (session, { choices }) => {
      const run = session.exportedRun();
      if (run === null) return null;
      const { writeFiles } = await import('../../exporting/fileWriters');
      const files = await writeFiles(format, run, choices);
      if (row.type !== ZIP) return files[0]!.content;
      const [{ CARD, exportCard }, { zipFiles }] = await Promise.all([
        import('../../exporting/exportCard'),
        import('../../formats/zip/zipFiles'),
      ]);
      return zipFiles(
        new Map([
          ...files.map(({ name, content }) => [name!, content] as const),
          [CARD, exportCard(run.results, format, files, savedName(session, row.ending))],
        ]),
      );
    },
  };
}

/** They are there as soon as a run is set up, as the weights of a file can be opened then. */
export const WEIGHTS = asFormat('safetensors', {
  title: 'Weights (safetensors)',
  group: 'Model',
  what: 'The trained weights with the configuration, for this page, Python and most other programs.',
  isQuick: true,
  Icon: IconStack2,
  ending: '.safetensors',
  type: BYTES,
  isThere: hasWeights,
});

/** In the order of the menu and, within their groups, of the dialog. */
export const EXPORTS: readonly PageExport[] = [
  {
    title: 'Whole run (.zip)',
    group: 'Run',
    what: 'Everything that the run goes on from, in this page or at the command line: settings, curves, evaluations, matches, weights and the optimiser’s state.',
    isQuick: true,
    Icon: IconFileZip,
    ending: '.zip',
    type: ZIP,
    isThere: isGoing,
    content: async (session) => {
      const bundle = await session.exportRun();
      if (bundle === null) return null;
      const { writeBundle } = await import('../../formats/bundle/writeBundle');
      return writeBundle(bundle) as Uint8Array<ArrayBuffer>;
    },
  },
  {
    title: 'Report (HTML)',
    group: 'Run',
    what: 'Matches, curves, results and settings on one page, to read anywhere and without a network.',
    isQuick: true,
    Icon: IconFileText,
    ending: '.html',
    type: 'text/html',
    isThere: ({ run }) => isWhole(run),
    content: async (session) => {
      const results = session.runResults();
      if (results === null) return null;
      const { reportHtml } = await import('../../formats/report/reportHtml');
      return reportHtml(results);
    },
  },
  {
    title: 'Continue in PyTorch (.zip)',
    group: 'Run',
    what: 'A folder in which PyTorch goes on with this run from its very step, on one machine or many: weights, optimiser, schedule, curves, and a short training program. Its README says how, and how the run comes back.',
    snippet: {
      language: 'sh',
      needs: 'PyTorch 1.13 or newer, NumPy and Pillow. Unpack the file; in the folder:',
      code: TRAIN_COMMAND,
    },
    Icon: IconPlayerTrackNext,
    ending: '.pytorch.zip',
    type: ZIP,
    isThere: isGoing,
    content: async (session) => {
      const bundle = await session.exportRun();
      if (bundle === null) return null;
      const [{ pytorchFolder }, { zipFiles }] = await Promise.all([
        import('../../exporting/pytorchFolder'),
        import('../../formats/zip/zipFiles'),
      ]);
      return zipFiles(pytorchFolder(bundle));
    },
  },
  {
    title: 'Configuration (JSON)',
    group: 'Run',
    what: 'Every setting, for this page and for train --config.',
    isQuick: true,
    Icon: IconFileCode,
    ending: '.config.json',
    type: JSON_TYPE,
    isThere: () => true,
    content: ({ run, config }) =>
      `${JSON.stringify(run.getState().active ?? config.getState().config, null, 2)}\n`,
  },
  WEIGHTS,
  asFormat('pth', {
    title: 'Weights (PyTorch)',
    group: 'Model',
    what: 'The trained weights as torch.save writes them, in PyTorch’s layouts, for load_state_dict.',
    isQuick: true,
    Icon: IconBrandPython,
    ending: '.pth',
    type: BYTES,
    isThere: hasWeights,
  }),
  asFormat('onnx', {
    title: 'Model (ONNX)',
    group: 'Model',
    what: 'The model as one file for ONNX Runtime and others: images in, map and representation out. Any batch, any size.',
    isQuick: true,
    Icon: IconShare2,
    ending: '.onnx',
    type: BYTES,
    isThere: hasWeights,
  }),
  asFormat('tfjs', {
    title: 'Model (TensorFlow.js)',
    group: 'Model',
    what: 'The model as a folder for tf.loadGraphModel, in a zip file: images in, map and representation out.',
    Icon: IconHexagons,
    ending: '.tfjs.zip',
    type: ZIP,
    isThere: hasWeights,
  }),
  {
    title: 'Metrics (CSV)',
    group: 'Results',
    what: 'A row for each reported step, a column for each measure.',
    isQuick: true,
    Icon: IconTable,
    ending: '.metrics.csv',
    type: 'text/csv',
    isThere: hasMetrics,
    content: ({ run }) => metricsToCsv(metricsEntries(run.getState().history)),
  },
  {
    title: 'Metrics (JSON)',
    group: 'Results',
    what: 'The same with names, units and explanations of the measures.',
    Icon: IconBraces,
    ending: '.metrics.json',
    type: JSON_TYPE,
    isThere: hasMetrics,
    content: ({ run }) => metricsToJson(metricsEntries(run.getState().history)),
  },
  asFormat('tensorboard', {
    title: 'Metrics (TensorBoard)',
    group: 'Results',
    what: 'The curves for TensorBoard. Put the file into a folder of its own and name the folder with --logdir.',
    Icon: IconChartDots,
    ending: '.tfevents',
    type: BYTES,
    isThere: hasMetrics,
  }),
  asFormat('wandb', {
    title: 'Metrics (Weights & Biases)',
    group: 'Results',
    what: 'The curves as a JSON object a line, which wandb.log takes one by one.',
    Icon: IconListDetails,
    ending: '.wandb.jsonl',
    type: 'application/jsonl',
    isThere: hasMetrics,
  }),
  asFormat('matches', {
    title: 'Matches (JSON)',
    group: 'Results',
    what: 'The matched cells of the pictures that the run has kept, best first, with distances and places.',
    Icon: IconGridDots,
    ending: '.matches.json',
    type: JSON_TYPE,
    isThere: ({ run }) => run.active !== null && run.snapshots.length > 0,
  }),
  {
    title: 'Current plot (PNG)',
    group: 'Results',
    what: 'The plot of the view on show, as it is.',
    isQuick: true,
    Icon: IconChartLine,
    ending: '.png',
    type: 'image/png',
    isThere: ({ run, sweep, comparison, view }) => view.hasPlot(run, sweep, comparison),
    content: async (_, { plot }) => (await plot?.exportPng()) ?? null,
  },
  {
    title: 'Evaluations (JSON)',
    group: 'Results',
    what: 'What probes have measured of this run, and the baselines.',
    Icon: IconReportAnalytics,
    ending: '.evaluations.json',
    type: JSON_TYPE,
    isThere: ({ run }) => run.evaluation.results.length > 0,
    content: ({ run }) => {
      const { active, initialAlpha, evaluation } = run.getState();
      return active === null ? null : evaluationsToJson(evaluation, active, initialAlpha);
    },
  },
  {
    title: 'Table of images (CSV)',
    group: 'Results',
    what: 'Every image of the data set with its part, class and duplicates.',
    Icon: IconPhoto,
    ending: '.images.csv',
    type: 'text/csv',
    isThere: ({ run }) => run.data !== null && statusOf(run) !== 'gone',
    content: async ({ images }) => {
      const overview = await images.inspect();
      if (overview === null) return null;
      const { imageTable } = await import('../../formats/imageTable');
      return imageTable(overview, images.store.getState().duplicates);
    },
  },
];
