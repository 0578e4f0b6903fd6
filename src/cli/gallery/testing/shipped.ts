import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import { normalize } from '../../../augment/cpu/normalize';
import { normalizationOf } from '../../../config/normalization';
import { loadData, locateData } from '../../../data/node/locatedData';
import { modelSubject } from '../../../evaluation/subject';
import { readRecorded } from '../../../formats/recorded/readRecorded';
import type { RecordedRun } from '../../../formats/recorded/recordedRun';
import { readSafetensors } from '../../../formats/safetensors';
import type { EvaluationReport, ProbeName } from '../../../reports/evaluation';
import { loadWeights } from '../../../training/loadWeights';
import { Model } from '../../../training/model';
import { networkSpecs } from '../../../vicregl/network';
import { runEvaluation } from '../../eval/runEvaluation';
import { trainedSubject } from '../../eval/trainedSubject';
import { openBackend } from '../../inputs/backend';
import { startWeights } from '../../inputs/startWeights';
import { scratch } from '../../testing/program';

/** @file The recorded runs that the page is served with, as they lie in the repository. */

const FOLDER = fileURLToPath(new URL('../../../../public/recorded/', import.meta.url));

/** Ids of the runs that are there. */
export const SHIPPED: readonly string[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.zip'))
  .map((name) => name.replace('.zip', ''));

export function shippedBytes(id: string): Uint8Array {
  return new Uint8Array(readFileSync(`${FOLDER}${id}.zip`));
}

/**
 * How far its weights lead from the maps of its last picture, which come from the weights before they had 16 bits: the largest
 * difference, by the largest value.
 */
export async function mapError(id: string): Promise<number> {
  const { config, data, weights, snapshots } = readRecorded(shippedBytes(id));
  const device = await openBackend('wasm');
  const model = Model.drawn(networkSpecs(config.model, config.loss.alpha, data.classNames?.length), 1);
  try {
    loadWeights(model, readSafetensors(weights).tensors);
    const { views } = snapshots.at(-1)!;
    const [{ size }] = views;
    const pixels = views.flatMap((view) => [...view.pixels]);
    const inputs = normalize(Uint8Array.from(pixels), normalizationOf(config.views));
    const { maps } = modelSubject(id, config.model, config.loss.alpha, model.tensors).forward(
      tf.tensor4d(inputs, [2, size, size, 3]),
    );
    const today = await maps.data();
    const then = views.flatMap(({ features }) => [...features]);
    const largest = (values: readonly number[]) => Math.max(...values.map(Math.abs));
    return largest(then.map((value, at) => value - today[at]!)) / largest(then);
  } finally {
    model.dispose();
    device.close();
  }
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
