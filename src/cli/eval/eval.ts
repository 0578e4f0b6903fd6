import { loadData, locateData } from '../../data/node/locatedData';
import { baselineSubject } from '../../training/subjects';
import { SupervisedBaseline } from '../../training/supervisedBaseline';
import { requireFitting } from '../../training/requirements';
import { fallbackNote, openBackend } from '../inputs/backend';
import { dataLines } from '../inputs/dataLines';
import { finalConfig } from '../inputs/finalConfig';
import { untilAborted } from '../process/interruption';
import { noteLine } from '../process/noteLine';
import { startWeights } from '../inputs/startWeights';
import { evalConfig } from './evalConfig';
import { writeMasks } from './masks';
import type { EvalOptions } from './options';
import { ReportFile } from './reportFile';
import { runEvaluation } from './runEvaluation';
import { reportTable } from './table';
import { trainedSubject } from './trainedSubject';

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
  const device = await waitFor(openBackend(options.backend));
  try {
    const fallback = fallbackNote(device.summary);
    if (fallback !== undefined) note(fallback);
    requireFitting(config, training, device);
    const { report, masks, data } = await runEvaluation(
      {
        config,
        located,
        training,
        subject: (images, watch) =>
          start === undefined
            ? baselineSubject(
                options.baseline!,
                config,
                { training, images, supervised: new SupervisedBaseline() },
                watch,
              )
            : trainedSubject(config, training, start),
        ...(start?.step === undefined ? {} : { step: start.step }),
        probes: options.probe,
        options: {
          labelShares: options.labels,
          linear: { augmented: options.augmented },
          segmentation: { maps: options.maps },
        },
        seed: options.seed,
      },
      signal,
    );
    await out.write(report);
    if (options.masks !== undefined) await writeMasks(options.masks, data, masks);
    process.stdout.write(`${reportTable(report)}\n`);
  } finally {
    device.close();
  }
}
