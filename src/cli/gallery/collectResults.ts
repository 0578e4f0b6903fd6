import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { Failure } from '../../failure';
import { metricsFromJsonLines } from '../../formats/metrics';
import { RESULTS_VERSION, type ExperimentResults, type TrainedSeed } from '../../experiments/results';
import { TRAINING_NAMES, seedsOf, trainingConfig, type TrainingName } from '../../experiments/trainings';
import { evaluationValues } from '../../reports/evaluationMeasures';
import { MEASURE_LIST } from '../../reports/measures';
import { numberOf, type MetricsEntry } from '../../reports/metricsEntry';
import { pointId } from '../../sweep/pointId';
import { summarize } from '../../sweep/statistics';
import { readFailure } from '../files/fileFailures';
import { machineText } from '../process/machine';
import { PointFolder } from '../sweep/pointFolder';
import { GALLERY_PROBES } from './probes';

/** Share of a training, counted from its end, whose reports are averaged: one report is of one batch. */
const LAST_SHARE = 0.1;

/** Digits that are kept: finer than any card shows. */
const DIGITS = 5;

/** Plots whose curves say what was learned, and not how fast or with which rate. */
const TELLING = MEASURE_LIST.filter(
  ({ curve }) => curve !== undefined && curve.plot !== 'rate' && curve.plot !== 'speed',
);

/** What is there of the trainings' numbers, and the ids of those that lack them. */
interface Collected {
  readonly results: ExperimentResults;
  readonly missing: readonly string[];
}

/**
 * The numbers of the experiments' trainings, as far as they are done in a gallery's folder.
 * @throws Failure `output_taken` where one was trained with other settings; `data_unreadable`
 */
export function collectResults(out: string): Collected {
  const programs = new Set<string>();
  const missing: string[] = [];
  const seedsIn = (name: TrainingName) =>
    seedsOf(name).flatMap((seed): TrainedSeed[] => {
      const id = pointId(name, seed);
      const folder = new PointFolder(out, id);
      const report = folder.report(GALLERY_PROBES);
      if (report === undefined) {
        missing.push(id);
        return [];
      }
      if (!isDeepStrictEqual(folder.wanted, trainingConfig(name, seed))) throw otherSettings(out, id);
      if ('program' in report && typeof report.program === 'string') programs.add(report.program);
      const evaluation = rounded(evaluationValues(report));
      return [{ seed, evaluation, training: rounded(lastReports(folder.file('metrics'))) }];
    });
  const trainings = Object.fromEntries(TRAINING_NAMES.map((name) => [name, seedsIn(name)]));
  const results = {
    version: RESULTS_VERSION,
    command: 'npm run gallery',
    program: [...programs].sort().join(', '),
    machine: machineText(),
    lastShare: LAST_SHARE,
    trainings,
  } as const;
  return { results, missing };
}

/** The mean of each measure over the last reports that have it. */
function lastReports(path: string): TrainedSeed['training'] {
  const entries = metricsOf(path);
  const end = entries.at(-1)?.step ?? 0;
  const last = entries.filter(({ step }) => step > (1 - LAST_SHARE) * end);
  return Object.fromEntries(
    TELLING.flatMap(({ key }) => {
      const values = last.map((entry) => numberOf(entry, key)).filter((value) => value !== undefined);
      const summary = summarize(values.filter(Number.isFinite));
      return summary === undefined ? [] : [[key, summary.mean]];
    }),
  );
}

function metricsOf(path: string): MetricsEntry[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw readFailure(path, error);
  }
  return metricsFromJsonLines(text);
}

function rounded<Numbers extends Readonly<Partial<Record<string, number>>>>(numbers: Numbers): Numbers {
  return Object.fromEntries(
    Object.entries(numbers).map(([name, value]) => [name, Number(value!.toPrecision(DIGITS))]),
  ) as Numbers;
}

function otherSettings(out: string, id: string): Failure {
  return new Failure({
    code: 'output_taken',
    message: `${id} in ${out} was trained with other settings than the experiments have now.`,
    doing: 'collecting the experiments’ numbers',
    remedy: 'Choose another --out, or delete that folder and train it again.',
  });
}
