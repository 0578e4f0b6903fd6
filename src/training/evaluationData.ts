import type { ImageSet } from '../data/imageSet';
import { stratifiedSplit, type Split } from '../evaluation/splits';
import type { SplitReport } from '../reports/evaluation';

/** The images of an evaluation by what they are for. */
export interface EvaluationData {
  readonly data: ImageSet;
  readonly split: Split;
  readonly splitReport: SplitReport;
}

/** What a run on `data` is evaluated on: a stratified split of its own images. */
export function evaluationData(data: ImageSet, seed: number): EvaluationData {
  const split = stratifiedSplit(data.count, data.labels, seed);
  const { train, validation, test } = split;
  return {
    data,
    split,
    splitReport: {
      train: train.length,
      validation: validation.length,
      test: test.length,
      seed,
      source: 'stratified',
    },
  };
}
