import { findPreset } from '../../src/config/presets';
import type { RunConfig } from '../../src/config/runConfig';
import type { ImageSet } from '../../src/data/imageSet';
import { generateScenes } from '../../src/data/synthetic/generateScenes';
import { evaluate as runEvaluation } from '../../src/evaluation/evaluate';
import { stratifiedSplit } from '../../src/evaluation/splits';
import { modelSubject } from '../../src/evaluation/subject';
import { openDevice } from '../../src/gpu/device';
import { PROBES } from '../../src/reports/evaluation';
import { Model } from '../../src/training/model';
import { networkSpecs } from '../../src/vicregl/network';
import { PAGE_FILES } from '../../src/wasm/pageFiles';
import { openProcessor } from '../../src/wasm/processor';
import type { EvaluationBackend } from '../evaluationBackends';

/** Labelled images of a file as plain data. */
export interface GivenImages extends Pick<ImageSet, 'name' | 'count' | 'height' | 'width'> {
  /** Of the bytes, `[count, height, width, 3]`. */
  readonly base64: string;
  readonly labels: readonly number[];
  readonly classNames: readonly string[];
}

export interface EvaluateOptions {
  readonly backend: EvaluationBackend;
  /** How many scenes are drawn, or images to take instead. */
  readonly images: number | GivenImages;
}

export interface EvaluationCost {
  /** Of the features, and of each probe without them. */
  readonly seconds: Readonly<Record<string, number>>;
  /** Probes that the images do not allow. */
  readonly left: readonly string[];
}

/** The backbone and the views of the preset for images of this size. */
const PRESET = 'cifar10-minutes';
const SEED = 1;
/** First images that are evaluated before the clock runs: programs are compiled, memory is taken. */
const WARM_UP = 128;

/** Seconds of every probe on untrained weights, which cost what trained ones do. */
export async function evaluate({ backend, images }: EvaluateOptions): Promise<EvaluationCost> {
  const close = await open(backend);
  const { config } = findPreset(PRESET)!;
  const data =
    typeof images === 'number'
      ? await generateScenes(config.views.crops[0]!.size, images, SEED)
      : imageSet(images);
  await evaluated(config, data, Math.min(WARM_UP, data.count));
  const cost = await evaluated(config, data, data.count);
  close();
  return cost;
}

async function open(backend: EvaluationBackend): Promise<() => void> {
  const opened = backend === 'webgpu' ? await openDevice(navigator.gpu) : await openProcessor(PAGE_FILES);
  return () => opened.close();
}

async function evaluated(config: RunConfig, data: ImageSet, count: number): Promise<EvaluationCost> {
  const model = Model.drawn(networkSpecs(config.model, config.loss.alpha), SEED);
  const split = stratifiedSplit(count, data.labels, SEED);
  const { report } = await runEvaluation({
    subject: modelSubject('random weights', config.model, config.loss.alpha, model.tensors),
    data,
    split,
    splitReport: {
      train: split.train.length,
      validation: split.validation.length,
      test: split.test.length,
      seed: SEED,
      source: 'stratified',
    },
    probes: PROBES,
    views: config.views,
    seed: SEED,
  });
  model.dispose();
  return { seconds: report.seconds, left: report.left.map(({ probe }) => probe) };
}

function imageSet({ base64, labels, ...given }: GivenImages): ImageSet {
  const images = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return { ...given, images, labels: Uint16Array.from(labels) };
}
