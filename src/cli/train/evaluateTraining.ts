import type { RunConfig } from '../../config/runConfig';
import type { ImageSet } from '../../data/imageSet';
import type { LocatedData } from '../../data/node/locatedData';
import type { EvaluationReport, ProbeName } from '../../reports/evaluation';
import { ReportFile } from '../eval/reportFile';
import { runEvaluation } from '../eval/runEvaluation';
import { trainedSubject } from '../eval/trainedSubject';
import { reportTable } from '../eval/table';
import type { OutFolder } from '../files/outFolder';
import { startWeights } from '../inputs/startWeights';

/** A training that is done. */
export interface FinishedTraining {
  readonly config: RunConfig;
  readonly located: LocatedData;
  readonly training: ImageSet;
  readonly out: OutFolder;
  readonly probes: readonly ProbeName[];
}

/**
 * Evaluates the weights that a training has written, as `npm run eval` does with the seed of the run.
 * @returns what was written
 * @throws Failure where the report cannot be written; `Interrupted`.
 */
export async function evaluateTraining(
  { config, located, training, out, probes }: FinishedTraining,
  signal: AbortSignal,
): Promise<EvaluationReport> {
  const file = ReportFile.open(out.file('evaluation'), true);
  const start = await startWeights(out.file('weights'), undefined, config, training);
  const { report } = await runEvaluation(
    {
      config,
      located,
      training,
      subject: () => trainedSubject(config, training, start),
      ...(start.step === undefined ? {} : { step: start.step }),
      probes,
      options: {},
      seed: config.run.seed,
    },
    signal,
  );
  await file.write(report);
  process.stdout.write(`${reportTable(report)}\n`);
  return report;
}
