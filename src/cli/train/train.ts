import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkConfig } from '../../config/check';
import { totalSteps } from '../../config/length';
import type { RunConfig } from '../../config/runConfig';
import type { ImageSet } from '../../data/imageSet';
import { loadData, locateData, type LocatedData } from '../../data/node/locatedData';
import { Failure } from '../../failure';
import { estimateRun } from '../../training/estimate';
import { sizeText } from '../../training/estimateLimits';
import { requireFitting } from '../../training/requirements';
import { Trainer } from '../../training/trainer';
import type { Computer } from '../../wasm/computer';
import { fallbackNote, openBackend } from './backend';
import { dataLines } from './dataLines';
import { MetricsLog } from './metricsLog';
import type { TrainOptions } from './options';
import { createProgress, type Progress } from './progress';
import { configFrom } from './settings';
import { startWeights, type StartWeights } from './weights';

/**
 * Trains as the options say and writes `config.json`, `metrics.jsonl` and `weights.safetensors` into the output
 * folder. Aborting the signal ends the training after the steps under way; what there is is saved.
 *
 * @throws Failure for wrong input, before anything is written, and for a training that failed, after its results are.
 */
export async function train(options: TrainOptions, signal: AbortSignal): Promise<void> {
  const progress = createProgress(process.stderr);
  const wanted = await configFrom(options);
  const located = await locateData(options.data);
  const data = await loadData(located, wanted.data);
  for (const line of dataLines(data)) progress.note(line);
  const config = withLength(withSource(wanted, located, data), options.steps, data.count);
  const problem = checkConfig(config, data)[0];
  if (problem !== undefined) {
    throw new Failure({ code: 'config_invalid', message: `${problem.path}: ${problem.message}.` });
  }
  const start =
    options.weights === undefined
      ? undefined
      : await startWeights(options.weights, options.weightsKey, config, data);
  const device = await openBackend(options.backend);
  try {
    const fallback = fallbackNote(device.summary);
    if (fallback !== undefined) progress.note(fallback);
    requireFitting(config, data, device.summary);
    progress.note(`${estimateLine(config, data)}, on ${device.summary.name}`);
    for (const line of start?.lines ?? []) progress.note(line);
    await mkdir(options.out, { recursive: true });
    await writeFile(join(options.out, 'config.json'), `${JSON.stringify(config, null, 2)}\n`);
    await runTraining(options, config, data, start, device, progress, signal);
  } finally {
    device.close();
  }
}

async function runTraining(
  options: TrainOptions,
  config: RunConfig,
  data: ImageSet,
  start: StartWeights | undefined,
  device: Computer,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const metrics = await MetricsLog.create(join(options.out, 'metrics.jsonl'));
  const trainer = new Trainer(device, (event) => {
    if (event.type === 'step') progress.update(event.report);
    if (event.type === 'notice') progress.note(event.message);
    metrics.take(event);
  });
  const stop = () => void trainer.pause();
  signal.addEventListener('abort', stop);
  try {
    await trainer.setData(data);
    await trainer.configure(config, start?.tensors);
    const steps = Math.min(options.steps ?? Infinity, totalSteps(config, data.count));
    progress.start(steps);
    if (!signal.aborted) await trainer.step(steps);
  } finally {
    signal.removeEventListener('abort', stop);
    progress.stop();
    await metrics.close();
    await writeFile(join(options.out, 'weights.safetensors'), await trainer.exportWeights());
  }
  if (trainer.failure !== undefined) throw trainer.failure;
}

/** What the training needs, before it is allocated. */
function estimateLine(config: RunConfig, data: ImageSet): string {
  const { parameters, total } = estimateRun(config, data.count, data.classNames?.length);
  return `${parameters.toLocaleString('en')} parameters, about ${sizeText(total)} of memory`;
}

/** What was really trained on, so that the saved configuration says it. */
function withSource(config: RunConfig, { source }: LocatedData, { width }: ImageSet): RunConfig {
  return { ...config, data: { ...config.data, source, size: width } };
}

/** `--steps` beyond the configured length lengthens the run; a smaller one only stops it early. */
function withLength(config: RunConfig, steps: number | undefined, imageCount: number): RunConfig {
  if (steps === undefined || steps <= totalSteps(config, imageCount)) return config;
  return { ...config, run: { ...config.run, unit: 'steps', length: steps } };
}
