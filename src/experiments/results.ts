import { z } from '../zod';
import { summarize, type Summary } from '../sweep/statistics';

/** @file The numbers of all trainings, as `npm run gallery` writes and the page reads them. */

export const RESULTS_VERSION = 1;

const numbers = z.record(z.string(), z.number());

const trainedSeed = z.object({
  seed: z.int(),
  /** Of the evaluation, by the names of its measures. */
  evaluation: numbers,
  /** Of the training: the mean of its last reports, by the names of its measures in the files. */
  training: numbers,
});

export const ExperimentResults = z.object({
  version: z.literal(RESULTS_VERSION),
  /** How they were made. */
  command: z.string(),
  /** The program's own version and commit. */
  program: z.string(),
  /** Cores and processor. */
  machine: z.string(),
  /** By the name of the training, a seed after the other. */
  trainings: z.record(z.string(), z.array(trainedSeed)),
});
export type ExperimentResults = z.infer<typeof ExperimentResults>;

/** One measure of one training over its seeds; `undefined` where no seed has it. */
export function measured(results: ExperimentResults, training: string, measure: string): Summary | undefined {
  const values = (results.trainings[training] ?? []).flatMap(({ evaluation, training: reports }) => {
    const value = evaluation[measure] ?? reports[measure];
    return value === undefined ? [] : [value];
  });
  return summarize(values);
}
