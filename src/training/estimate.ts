import { VIEW_STRIDE } from '../augment/packViewParameters';
import { viewGroups, viewList } from '../augment/viewList';
import { mapSide } from '../config/geometry';
import type { RunConfig } from '../config/runConfig';
import { ADAMW_SCALARS } from '../ops/adamw';
import { LARS_SCALARS } from '../ops/lars';
import { parameterCount } from '../nn/specs';
import type { ParameterSpec } from '../nn/parameters';
import { networkSpecs } from '../vicregl/network';
import { criterionTensors } from './estimateCriterion';
import { networkTensors } from './estimateNetworks';
import {
  inMixedPrecision,
  largestTensor,
  sumBytes,
  tensor,
  VALUE_BYTES,
  type EstimatedTensor,
} from './estimateTensors';

/** Bytes that each part of a training needs on the device. */
export interface EstimatedBytes {
  /** Parameters and running statistics. */
  readonly weights: number;
  readonly gradients: number;
  readonly optimiserState: number;
  /** Copies of weights and optimiser state that a failed training goes back to. */
  readonly backups: number;
  /** What views, networks and criterion make in the forward pass. */
  readonly activations: number;
  /** Gradients of activations: tfjs frees them when the backward pass ends. */
  readonly activationGradients: number;
  /** What a step gets from the host: view parameters, location grids, rates. */
  readonly inputs: number;
  /** The images. */
  readonly data: number;
}

export interface RunEstimate {
  /** Trainable numbers. */
  readonly parameters: number;
  readonly buffers: EstimatedBytes;
  /** Sum of `buffers`. */
  readonly total: number;
  /** The tensor that needs the largest buffer. */
  readonly largestBuffer: { readonly name: string; readonly bytes: number };
  /** Tensors of one kind of size, largest first: what limits of the device are held against. */
  readonly largest: readonly EstimatedTensor[];
  readonly batch: number;
}

const FIXED = { batchPower: 0, differentiated: false } as const;
const CHANNELS = 3;
const CIFAR_SIDE = 32;
/** A `Run` keeps the last good weights and those that may become it. */
const BACKUPS = 2;
const SLOTS = { adamw: 2, lars: 1 } as const;
const SCALARS = { adamw: ADAMW_SCALARS.length, lars: LARS_SCALARS.length } as const;

/**
 * What a training needs on the device, from the configuration alone: weights and their companions, and every tensor that a
 * step makes as our kernels make them, in float32 or, where mixed precision says so, in halves. Left out are scratch memory within a kernel, values per channel,
 * compiled programs and evaluations. Of what small runs were seen to use on WebGPU, the step's part of this was 79 to 89 %.
 *
 * @param imageCount images of the data set; left out, that of the built-in scenes, or none for files not yet opened.
 * @param classes of the data set; left out, the model has no online classifier.
 */
export function estimateRun(config: RunConfig, imageCount?: number, classes?: number): RunEstimate {
  const specs = networkSpecs(config.model, config.loss.alpha, classes);
  const trainable = specs.filter((spec) => spec.trainable);
  const weights = specs.map((spec) => weightTensor(spec));
  const images = tensor('the images', imageBytes(config, imageCount) / VALUE_BYTES, FIXED);
  const networks = [...networkTensors(config)];
  const activations = [
    ...viewTensors(config),
    ...(config.optim.precision === 'mixed' ? networks.map(inMixedPrecision) : networks),
    ...criterionTensors(config),
  ];
  const weightBytes = sumBytes(weights);
  const parameters = parameterCount(specs);
  const stateBytes = parameters * VALUE_BYTES * SLOTS[config.optim.optimizer];
  const gradients = parameters * VALUE_BYTES;
  const activationBytes = sumBytes(activations);
  const activationGradients = sumBytes(activations.filter(({ differentiated }) => differentiated));
  const buffers: EstimatedBytes = {
    weights: weightBytes,
    gradients,
    optimiserState: stateBytes,
    backups: BACKUPS * (weightBytes + stateBytes),
    activations: activationBytes,
    activationGradients,
    inputs: inputBytes(config, trainable.length),
    data: images.bytes,
  };
  const largest = ([0, 1, 2] as const)
    .map((power) => largestTensor([images, ...weights, ...activations].filter((t) => t.batchPower === power)))
    .filter((found) => found !== undefined)
    .toSorted((a, b) => b.bytes - a.bytes);
  return {
    parameters,
    buffers,
    total: Object.values<number>({ ...buffers }).reduce((sum, bytes) => sum + bytes, 0),
    largestBuffer: { name: largest[0]!.name, bytes: largest[0]!.bytes },
    largest,
    batch: config.run.batch,
  };
}

function weightTensor({ name, shape }: ParameterSpec): EstimatedTensor {
  return tensor(
    name,
    shape.reduce((size, side) => size * side, 1),
    FIXED,
  );
}

/** Images lie on the device as bytes, all in one buffer. */
function imageBytes({ data }: RunConfig, imageCount: number | undefined): number {
  const count = imageCount ?? (data.source === 'synthetic' ? data.count : 0);
  const side = data.source === 'cifar10' ? CIFAR_SIDE : data.size;
  return count * side ** 2 * CHANNELS;
}

/** Views of one size are rendered together. */
function viewTensors({ views, run }: RunConfig): EstimatedTensor[] {
  return viewGroups(views).map((group) =>
    tensor(`views of ${group.size} px`, run.batch * group.views.length * group.size ** 2 * CHANNELS, {
      differentiated: false,
    }),
  );
}

function inputBytes({ model, views, run, optim }: RunConfig, trainable: number): number {
  const perSample = viewList(views).map(({ size }) => VIEW_STRIDE + 2 * mapSide(model.backbone, size) ** 2);
  const ofViews = run.batch * perSample.reduce((sum, values) => sum + values, 0);
  // Index and label of each image.
  const ofImages = 2 * run.batch;
  return (ofViews + ofImages + trainable * SCALARS[optim.optimizer]) * VALUE_BYTES;
}
