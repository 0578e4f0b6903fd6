import type { EvaluationOptions } from '../../config/evaluationOptions';
import type { RunConfig } from '../../config/runConfig';
import type { ImageSet } from '../../data/imageSet';
import { loadKept, type LocatedData } from '../../data/node/locatedData';
import { Cancelled, type Watch } from '../../evaluation/cancellation';
import { evaluate, type Evaluation } from '../../evaluation/evaluate';
import { evaluationData, type EvaluationData } from '../../evaluation/evaluationData';
import type { ProbeName } from '../../reports/evaluation';
import { splitText } from '../../reports/splitText';
import { nextTurn } from '../../training/nextTurn';
import { Interrupted, untilAborted } from '../process/interruption';
import { noteLine } from '../process/noteLine';
import { quarterly } from './quarterly';
import type { OwnedSubject } from '../../training/subjects';

/** What is evaluated, on what, and how. */
export interface EvaluationRun {
  readonly config: RunConfig;
  readonly located: LocatedData;
  /** What was trained on. */
  readonly training: ImageSet;
  /** Called when the images are there; what it opens is given back at the end. */
  readonly subject: (images: EvaluationData, watch: Watch) => OwnedSubject | Promise<OwnedSubject>;
  /** Steps that the weights were trained for, where that is known. */
  readonly step?: number;
  readonly probes: readonly ProbeName[];
  /** How they are trained. */
  readonly options: EvaluationOptions;
  readonly seed: number;
}

/**
 * Reads the images that are kept for evaluation and runs the probes, on the open device; progress goes to standard error.
 * @returns the report, and the masks to look at with the images that they belong to.
 * @throws Failure of images that cannot be read; `Interrupted` where the signal was aborted.
 */
export async function runEvaluation(
  { config, located, training, subject, step, probes, options, seed }: EvaluationRun,
  signal: AbortSignal,
): Promise<Evaluation & { readonly data: ImageSet }> {
  const kept = await untilAborted(signal, loadKept(located, training, config.data));
  const images = await untilAborted(signal, evaluationData(training, kept, seed));
  const { data, split, report } = images;
  process.stderr.write(noteLine(splitText(report)));
  const tell = quarterly(process.stderr);
  const watch = { signal, breathe: nextTurn };
  let opened: OwnedSubject | undefined;
  try {
    opened = await subject(images, { ...watch, onProgress: (share) => tell('supervised training', share) });
    const evaluation = await evaluate(
      {
        subject: opened.subject,
        data,
        split,
        splitReport: report,
        probes,
        views: config.views,
        seed,
        ...options,
        ...(step === undefined ? {} : { step }),
      },
      watch,
      tell,
    );
    return { ...evaluation, data };
  } catch (error) {
    throw error instanceof Cancelled ? new Interrupted() : error;
  } finally {
    opened?.dispose();
  }
}
