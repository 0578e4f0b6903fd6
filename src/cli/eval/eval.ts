import type { ImageSet } from '../../data/imageSet';
import { loadData, loadKept, locateData } from '../../data/node/locatedData';
import { Cancelled } from '../../evaluation/cancellation';
import { evaluate } from '../../evaluation/evaluate';
import { evaluationData } from '../../evaluation/evaluationData';
import type { EvaluationReport } from '../../reports/evaluation';
import { requireFitting } from '../../training/requirements';
import { nextTurn } from '../../training/nextTurn';
import { fallbackNote, openBackend } from '../train/backend';
import { dataLines } from '../train/dataLines';
import { finalConfig } from '../train/finalConfig';
import { Interrupted, untilAborted } from '../train/interruption';
import { noteLine } from '../train/progress';
import { startWeights } from '../train/weights';
import { evalConfig } from './evalConfig';
import { writeMasks } from './masks';
import type { EvalOptions } from './options';
import { probeProgress } from './probeProgress';
import { ReportFile } from './reportFile';
import { baselineSubject, trainedSubject } from './subjects';
import { reportTable } from './table';

/**
 * Evaluates as the options say, prints the numbers, and writes the `EvaluationReport`. Nothing is written where the
 * signal is aborted.
 *
 * @throws Failure for wrong input, before anything is computed, and where the report cannot be written; `Interrupted`.
 */
export async function evaluateWeights(options: EvalOptions, signal: AbortSignal): Promise<void> {
  const note = (text: string) => process.stderr.write(noteLine(text));
  const waitFor = <T>(work: Promise<T>): Promise<T> => untilAborted(signal, work);
  const out = ReportFile.open(options.out, options.overwrite);
  const wanted = await waitFor(evalConfig(options));
  const located = await waitFor(locateData(options.data));
  const training = await waitFor(loadData(located, wanted.data));
  for (const line of dataLines(training)) note(line);
  const config = finalConfig(wanted, { ...training, source: located.source });
  const start =
    options.weights === undefined
      ? undefined
      : await waitFor(startWeights(options.weights, options.weightsKey, config, training));
  for (const line of start?.lines ?? []) note(line);
  const kept = await waitFor(loadKept(located, training, config.data));
  const { data, split, report: splitReport } = await waitFor(evaluationData(training, kept, options.seed));
  note(splitLine(splitReport));
  const device = await waitFor(openBackend(options.backend));
  try {
    const fallback = fallbackNote(device.summary);
    if (fallback !== undefined) note(fallback);
    requireFitting(config, training, device.summary);
    const { subject, close } =
      start === undefined
        ? baselineSubject(options.baseline!, config, training)
        : trainedSubject(config, training, start);
    try {
      const { report, masks } = await evaluate(
        {
          subject,
          data,
          split,
          splitReport,
          probes: options.probe,
          views: config.views,
          seed: options.seed,
          labelShares: options.labels,
          ...(start?.step === undefined ? {} : { step: start.step }),
        },
        { signal, breathe: nextTurn },
        probeProgress(process.stderr),
      );
      await out.write(report);
      await showMasks(options, data, masks);
      process.stdout.write(`${reportTable(report)}\n`);
    } catch (error) {
      throw error instanceof Cancelled ? new Interrupted() : error;
    } finally {
      close();
    }
  } finally {
    device.close();
  }
}

async function showMasks(
  { masks: folder }: EvalOptions,
  data: ImageSet,
  masks: Parameters<typeof writeMasks>[2],
): Promise<void> {
  if (folder !== undefined) await writeMasks(folder, data, masks);
}

function splitLine({ train, validation, test, source }: EvaluationReport['split']): string {
  const from =
    source === 'data set'
      ? 'kept from training'
      : 'taken from the training images by class; the network may have seen them, without labels';
  const number = (count: number) => count.toLocaleString('en');
  return `Evaluation: ${number(train)} images for training, ${number(validation)} for validation, ${number(test)} for the test, ${from}.`;
}
