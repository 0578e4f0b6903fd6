import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadData, locateData } from '../../../data/node/locatedData';
import { readRecorded } from '../../../formats/recorded/readRecorded';
import type { RecordedRun } from '../../../formats/recorded/recordedRun';
import type { EvaluationReport, ProbeName } from '../../../reports/evaluation';
import { runEvaluation } from '../../eval/runEvaluation';
import { trainedSubject } from '../../eval/trainedSubject';
import { openBackend } from '../../inputs/backend';
import { startWeights } from '../../inputs/startWeights';
import { scratch } from '../../testing/program';

/** @file The recorded runs that the page is served with, as they lie in the repository. */

const FOLDER = fileURLToPath(new URL('../../../../public/recorded/', import.meta.url));

/** Ids of the runs that are there. */
export const SHIPPED: readonly string[] = existsSync(FOLDER)
  ? readdirSync(FOLDER)
      .filter((name) => name.endsWith('.zip'))
      .map((name) => name.replace('.zip', ''))
  : [];

export function shippedBytes(id: string): Uint8Array {
  return new Uint8Array(readFileSync(`${FOLDER}${id}.zip`));
}

/** What its weights score today, on the processor, and the report that came with them. */
export async function evaluatedToday(
  id: string,
  probes: readonly ProbeName[],
): Promise<{ readonly stated: EvaluationReport; readonly today: EvaluationReport }> {
  const run = readRecorded(shippedBytes(id));
  const device = await openBackend('wasm');
  try {
    return { stated: run.evaluations[0]!.report, today: await evaluate(run, probes) };
  } finally {
    device.close();
  }
}

async function evaluate({ config, weights, made }: RecordedRun, probes: readonly ProbeName[]) {
  const folder = scratch();
  try {
    const path = folder.path('weights.safetensors');
    writeFileSync(path, weights);
    const located = await locateData('synthetic');
    const training = await loadData(located, config.data);
    const start = await startWeights(path, undefined, config, training);
    const subject = () => trainedSubject(config, training, start);
    const { report } = await runEvaluation(
      { config, located, training, subject, probes, options: {}, seed: made.seed },
      new AbortController().signal,
    );
    return report;
  } finally {
    folder.remove();
  }
}
