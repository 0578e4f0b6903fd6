import type { Computer } from '../../compute/computer';
import type { RunConfig } from '../../config/runConfig';
import type { ImageSet } from '../../data/imageSet';
import { loadData, locateData } from '../../data/node/locatedData';
import { quoted } from '../../quoted';
import type { EvaluationReport } from '../../reports/evaluation';
import { estimateRun } from '../../training/estimate';
import { sizeText } from '../../training/estimateLimits';
import { requireFitting } from '../../training/requirements';
import { fallbackNote, openBackend } from '../inputs/backend';
import { dataLines } from '../inputs/dataLines';
import { finalConfig } from '../inputs/finalConfig';
import { untilAborted } from '../process/interruption';
import type { TrainOptions } from './options';
import { OutFolder } from '../files/outFolder';
import { BundleFile, nodeEnvironment, trainedOn } from './bundleFile';
import { evaluateTraining } from './evaluateTraining';
import { createProgress } from './progress';
import { readEndedRun, runRecord } from './runRecord';
import { runTraining } from './runTraining';
import { SnapshotSeries } from './snapshotSeries';
import { tuneTraining } from './tuneTraining';
import { modelFromWeights } from '../inputs/modelFromWeights';
import { configFrom } from '../inputs/settings';
import { referenceStart } from '../inputs/referenceStart';
import { startWeights } from '../inputs/startWeights';

/**
 * Trains as the options say, or goes on with a run, and writes its results into the output folder (`RESULTS`), with probes
 * an evaluation too, and on request all of it into one file. Aborting the signal ends the training after the step under way; what
 * there is is saved.
 *
 * @throws Failure for wrong input, before anything is written, and for a training that failed, after its results are;
 * `Interrupted` where the signal was aborted before the first step.
 */
export async function train(options: TrainOptions, signal: AbortSignal): Promise<void> {
  const progress = createProgress(process.stderr);
  const waitFor = <T>(work: Promise<T>): Promise<T> => untilAborted(signal, work);
  const isResumed = options.resume !== undefined;
  const given = isResumed ? undefined : await waitFor(givenConfig(options));
  const out = OutFolder.open(options.resume ?? options.out!, isResumed || options.overwrite);
  try {
    if (out.note !== undefined) progress.note(out.note);
    const ended = isResumed ? await waitFor(readEndedRun(out, options)) : undefined;
    const record = ended?.record ?? runRecord(options.data!, options.backend ?? 'auto');
    const wanted = given ?? ended!.checkpoint.config;
    const located = await waitFor(locateData(record.data));
    const data = await waitFor(loadData(located, wanted.data));
    for (const line of dataLines(data)) progress.note(line);
    const config = finalConfig(wanted, { ...data, source: located.source }, options.steps);
    const start =
      options.weights === undefined
        ? undefined
        : await waitFor(startWeights(options.weights, options.weightsKey, config, data));
    const reference =
      options.reference === undefined
        ? undefined
        : await waitFor(referenceStart(options.reference, config, data));
    const device = await waitFor(openBackend(record.backend));
    try {
      const fallback = fallbackNote(device.summary);
      if (fallback !== undefined) progress.note(fallback);
      requireFitting(config, data, device);
      progress.note(`${estimateLine(device, config, data)}, on ${device.summary.name}`);
      for (const line of start?.lines ?? []) progress.note(line);
      for (const line of reference?.lines ?? []) progress.note(line);
      const from = ended?.checkpoint ?? reference?.checkpoint;
      if (from !== undefined) progress.note(`Going on from step ${from.step.toLocaleString('en')}`);
      const { steps, checkpointEvery, probe: probes } = options;
      const tilings = options.tune
        ? await waitFor(tuneTraining(device, config, data, (text) => progress.note(text), signal))
        : {};
      const bundle = options.bundle && BundleFile.open(options.bundle, out, isResumed || options.overwrite);
      const snapshots = new SnapshotSeries(options.pictures);
      const known = { trainedOn: trainedOn(data), environment: nodeEnvironment(device.summary) };
      await runTraining(
        {
          config,
          data,
          start,
          from,
          isNew: !isResumed,
          record: { ...record, ...known },
          device,
          tilings,
          out,
          snapshots,
          steps,
          checkpointEvery,
        },
        progress,
        signal,
      );
      const bundleAll = (evaluation?: EvaluationReport) =>
        bundle && bundle.write({ ...known, snapshots: snapshots.all, evaluation });
      // It is there before the evaluation, which may be ended or fail.
      await bundleAll();
      if (probes.length > 0 && !signal.aborted)
        await bundleAll(await evaluateTraining({ config, located, training: data, out, probes }, signal));
      if (bundle) progress.note(`The whole run is in ${quoted(bundle.path)}.`);
    } finally {
      device.close();
    }
  } finally {
    out.close();
  }
}

/** The configuration that the options describe, with the weights' model where that is asked for. */
async function givenConfig(options: TrainOptions): Promise<RunConfig> {
  const config = await configFrom(options);
  const { weights, weightsKey, modelFromWeights: isAsked } = options;
  return isAsked && weights !== undefined ? modelFromWeights(config, weights, weightsKey) : config;
}

/** What the training needs, before it is allocated. */
function estimateLine(computer: Computer, config: RunConfig, data: ImageSet): string {
  const { count, height, width, classNames } = data;
  const known = { count, height, width, classes: classNames?.length };
  const { parameters, total, isSent } = estimateRun(computer, config, known);
  const sent = isSent ? '; each step is sent its images' : '';
  return `${parameters.toLocaleString('en')} parameters, about ${sizeText(total)} of memory${sent}`;
}
