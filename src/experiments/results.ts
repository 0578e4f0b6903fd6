import { EVALUATION_MEASURES } from '../reports/evaluationMeasures';
import { MEASURE_LIST, type MeasureKey } from '../reports/measures';
import { summarize, type Summary } from '../sweep/statistics';
import { z } from '../zod';
import type { CardMeasure } from './cardMeasures';
import type { TrainingName } from './trainings';

/** @file The numbers of all trainings, as `npm run gallery` writes and the page reads them. */

export const RESULTS_VERSION = 1;

const numbersOf = <Name extends string>(names: readonly Name[]) =>
  z
    .partialRecord(z.enum(names as [Name, ...Name[]]), z.number())
    .transform((values) => values as Readonly<Partial<Record<Name, number>>>);

const trainedSeed = z.object({
  seed: z.int(),
  /** Of the evaluation, by the names of its measures. */
  evaluation: numbersOf(EVALUATION_MEASURES.map(({ name }) => name)),
  /** Of the training: the means of its last reports. */
  training: numbersOf<MeasureKey>(MEASURE_LIST.map(({ key }) => key)),
});
export type TrainedSeed = Readonly<z.output<typeof trainedSeed>>;

export const experimentResults = z.object({
  version: z.literal(RESULTS_VERSION),
  /** How they were made. */
  command: z.string(),
  /** The versions of the program that evaluated, with their commits. */
  program: z.string(),
  /** Cores and processor. */
  machine: z.string(),
  /** Share of a training, counted from its end, whose reports are averaged. */
  lastShare: z.number(),
  /** By the name of the training, a seed after the other. */
  trainings: z.record(z.string(), z.array(trainedSeed)),
});
export type ExperimentResults = Readonly<z.output<typeof experimentResults>>;

/** A measure of a training for each seed that has it. */
export function measuresOf(
  { trainings }: ExperimentResults,
  training: string,
  measure: CardMeasure,
): readonly { readonly seed: number; readonly value: number }[] {
  return (trainings[training] ?? []).flatMap(({ seed, evaluation, training: reports }) => {
    const value: number | undefined = { ...reports, ...evaluation }[measure];
    return value === undefined ? [] : [{ seed, value }];
  });
}

/** The same without saying which seed. */
export function valuesOf(
  results: ExperimentResults,
  training: string,
  measure: CardMeasure,
): readonly number[] {
  return measuresOf(results, training, measure).map(({ value }) => value);
}

/** One measure of one training over its seeds; `undefined` where no seed has it. */
export function measured(
  results: ExperimentResults,
  training: TrainingName,
  measure: CardMeasure,
): Summary | undefined {
  return summarize(valuesOf(results, training, measure));
}

/** Loads the numbers; they are no part of the program's own files. */
export async function loadResults(): Promise<ExperimentResults> {
  const { default: document } = await import('./results.json');
  return experimentResults.parse(document);
}
