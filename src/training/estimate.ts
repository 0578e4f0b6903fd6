import type { Computer } from '../compute/computer';
import type { RunConfig } from '../config/runConfig';
import { parameterCount } from '../nn/specs';
import type { ParameterSpec } from '../nn/parameters';
import { networkSpecs } from '../vicregl/network';
import type { RunBytes } from '../reports/runBytes';
import { dryRun } from './dryRun';
import { sendsBatches, type ImageCount } from './placement';

/** A buffer that a training needs in one piece. */
export interface LargeBuffer {
  /** For people: "the images", "the tensor backbone.conv1.weight". */
  readonly name: string;
  readonly bytes: number;
  /** What it grows with. */
  readonly kind: 'images' | 'backbone' | 'expander' | 'step';
}

export interface RunEstimate {
  /** Trainable numbers. */
  readonly parameters: number;
  readonly buffers: RunBytes;
  /** Sum of `buffers`. */
  readonly total: number;
  /** The largest buffer of each kind, largest first: what limits of the device are held against. */
  readonly largest: readonly LargeBuffer[];
  readonly batch: number;
  /** Whether a step is sent the images of its batch, because not all can lie on the device. */
  readonly isSent: boolean;
  /** The same run with another batch. */
  readonly withBatch: (batch: number) => RunEstimate;
}

/** What is known of the data set; what is not, the configuration says, or none is there yet. */
export interface KnownData {
  readonly count?: number | undefined;
  /** Left out, the model has no online classifier. */
  readonly classes?: number | undefined;
  readonly height?: number | undefined;
  readonly width?: number | undefined;
}

/** Sides of images that no field sets: CIFAR's, and MNIST's where no array is known yet. */
const FILE_SIDES = { cifar10: 32, arrays: 28 } as const;
const BYTES = 4;

/** Estimates of a computer that are remembered: page and set-up ask for the same one, and a dry run takes a while. */
const REMEMBERED = 4;
const remembered = new WeakMap<object, Map<string, RunEstimate>>();

/** What a dry run is for. */
type EstimatedComputer = Pick<Computer, 'dryRun' | 'summary'>;

/**
 * What a training needs on a computer, by a dry run of its set-up and its steps. Left out are compiled programs and
 * evaluations.
 */
export function estimateRun(
  computer: EstimatedComputer,
  config: RunConfig,
  known: KnownData = {},
): RunEstimate {
  const key = JSON.stringify([config, imageCount(config, known), known.classes]);
  const own = remembered.get(computer) ?? new Map<string, RunEstimate>();
  remembered.set(computer, own);
  const estimate = own.get(key) ?? estimated(computer, config, known);
  // The one that was asked for last is forgotten last.
  own.delete(key);
  own.set(key, estimate);
  if (own.size > REMEMBERED) own.delete(own.keys().next().value!);
  return estimate;
}

function estimated(computer: EstimatedComputer, config: RunConfig, known: KnownData): RunEstimate {
  const { classes } = known;
  const specs = networkSpecs(config.model, config.loss.alpha, classes);
  const all = imageCount(config, known);
  const isSent = sendsBatches(config, all, computer.summary);
  const shape = { ...all, isLabelled: classes !== undefined, isSent };
  const { bytes: buffers, largestInStep } = dryRun(computer, config, specs, shape);
  const program = largestInStep.program.split(',')[0]!;
  const step: LargeBuffer = {
    name: program === '' ? 'the largest tensor of a step' : `the largest tensor of a step (${program})`,
    bytes: largestInStep.bytes,
    kind: 'step',
  };
  const images: LargeBuffer = { name: 'the images', bytes: buffers.data, kind: 'images' };
  return {
    parameters: parameterCount(specs),
    buffers,
    total: Object.values<number>({ ...buffers }).reduce((sum, bytes) => sum + bytes, 0),
    largest: [images, step, ...largestWeights(specs, buffers.optimiserState)].toSorted(
      (a, b) => b.bytes - a.bytes,
    ),
    batch: config.run.batch,
    isSent,
    withBatch: (batch) => estimateRun(computer, { ...config, run: { ...config.run, batch } }, known),
  };
}

/** Images of a run, as far as they are known. */
export function imageCount({ data }: RunConfig, known: KnownData): ImageCount {
  const { source } = data;
  const side = source === 'cifar10' || source === 'arrays' ? FILE_SIDES[source] : data.size;
  const { count = source === 'synthetic' ? data.count : 0, height = side, width = side } = known;
  return { count, height, width };
}

/** The largest weight, and the state of the optimiser, which lies in one piece. */
function largestWeights(specs: readonly ParameterSpec[], stateBytes: number): LargeBuffer[] {
  const tensors = specs.map(({ name, shape }): LargeBuffer => ({
    name: `the tensor ${name}`,
    bytes: BYTES * shape.reduce((size, side) => size * side, 1),
    kind: /^(maps_)?projector/.test(name) ? 'expander' : 'backbone',
  }));
  const sum = (kind: LargeBuffer['kind']) =>
    tensors.reduce((bytes, tensor) => bytes + (tensor.kind === kind ? tensor.bytes : 0), 0);
  const [largest] = tensors.toSorted((a, b) => b.bytes - a.bytes);
  const state: LargeBuffer = {
    name: 'the optimiser’s state',
    bytes: stateBytes,
    kind: sum('expander') > sum('backbone') ? 'expander' : 'backbone',
  };
  return largest === undefined ? [] : [largest, state];
}
