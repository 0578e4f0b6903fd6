import {
  IconBrandPython,
  IconBraces,
  IconChartDots,
  IconChartLine,
  IconFileCode,
  IconFileText,
  IconFileZip,
  IconPhoto,
  IconReportAnalytics,
  IconShare2,
  IconStack2,
  IconTable,
  type Icon,
} from '@tabler/icons-react';
import { metricsToCsv, metricsToJson } from '../../formats/metrics';
import { metricsEntries } from '../history/metricsEntries';
import type { Content, FileToSave } from '../controls/useSaveFile';
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
  /** True while there is something to save. */
  readonly isThere: (state: ExportState) => boolean;
  /** What the file holds; `null` where that is not to be had, which is told elsewhere. */
  readonly content: (session: Session, plot: PlotHandle | undefined) => Content | Promise<Content>;
}

export interface ExportState {
  readonly run: RunState;
  readonly sweep: SweepState;
  readonly comparison: ComparisonState;
  readonly view: PageView;
}

const JSON_TYPE = 'application/json';

export const WEIGHTS: PageExport = {
  title: 'Weights (safetensors)',
  Icon: IconStack2,
  ending: '.safetensors',
  type: 'application/octet-stream',
  isThere: ({ run }) => run.active !== null && (statusOf(run) !== 'gone' || run.kept !== null),
  content: async (session) => (await session.exportWeights()) as Uint8Array<ArrayBuffer> | null,
};

/** The weights in a format of other programs. */
function weightsAs(
  looks: Pick<PageExport, 'title' | 'Icon' | 'ending'>,
  write: (weights: Uint8Array) => Promise<Uint8Array<ArrayBuffer>>,
): PageExport {
  return {
    ...looks,
    type: WEIGHTS.type,
    isThere: WEIGHTS.isThere,
    content: async (session) => {
      const weights = await session.exportWeights();
      return weights === null ? null : write(weights);
    },
  };
}

/** In the order of the menu. */
export const EXPORTS: readonly PageExport[] = [
  {
    title: 'Whole run (.zip)',
    Icon: IconFileZip,
    ending: '.zip',
    type: 'application/zip',
    isThere: ({ run }) => isWhole(run) && (statusOf(run) !== 'gone' || run.kept !== null),
    content: async (session) => {
      const bundle = await session.exportRun();
      if (bundle === null) return null;
      const { writeBundle } = await import('../../formats/bundle/writeBundle');
      return writeBundle(bundle) as Uint8Array<ArrayBuffer>;
    },
  },
  {
    title: 'Report (HTML)',
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
  WEIGHTS,
  weightsAs({ title: 'Weights (PyTorch)', Icon: IconBrandPython, ending: '.pth' }, async (weights) =>
    (await import('../../exporting/fromWeightsFile')).pytorchOfWeights(weights),
  ),
  weightsAs({ title: 'Model (ONNX)', Icon: IconShare2, ending: '.onnx' }, async (weights) =>
    (await import('../../exporting/fromWeightsFile')).onnxOfWeights(weights),
  ),
  {
    title: 'Metrics (CSV)',
    Icon: IconTable,
    ending: '.metrics.csv',
    type: 'text/csv',
    isThere: ({ run }) => hasResults(run),
    content: ({ run }) => metricsToCsv(metricsEntries(run.getState().history)),
  },
  {
    title: 'Metrics (JSON)',
    Icon: IconBraces,
    ending: '.metrics.json',
    type: JSON_TYPE,
    isThere: ({ run }) => hasResults(run),
    content: ({ run }) => metricsToJson(metricsEntries(run.getState().history)),
  },
  {
    title: 'Metrics (TensorBoard)',
    Icon: IconChartDots,
    ending: '.tfevents',
    type: 'application/octet-stream',
    isThere: ({ run }) => hasResults(run),
    content: async ({ run }) => {
      const { tensorboardEvents } = await import('../../formats/tensorboard/eventsFile');
      const entries = metricsEntries(run.getState().history);
      const trained = entries.findLast(({ seconds }) => seconds !== undefined)?.seconds ?? 0;
      return tensorboardEvents(entries, Date.now() / 1000 - trained);
    },
  },
  {
    title: 'Current plot (PNG)',
    Icon: IconChartLine,
    ending: '.png',
    type: 'image/png',
    isThere: ({ run, sweep, comparison, view }) => view.hasPlot(run, sweep, comparison),
    content: async (_, plot) => (await plot?.exportPng()) ?? null,
  },
  {
    title: 'Evaluations (JSON)',
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
  {
    title: 'Configuration (JSON)',
    Icon: IconFileCode,
    ending: '.config.json',
    type: JSON_TYPE,
    isThere: () => true,
    content: ({ run, config }) =>
      `${JSON.stringify(run.getState().active ?? config.getState().config, null, 2)}\n`,
  },
];
