import { viewGroups } from '../augment/viewList';
import { mapSide, representationSize } from '../config/geometry';
import {
  parseExpander,
  type ConvNextConfig,
  type ModelConfig,
  type ResNetConfig,
} from '../config/modelConfig';
import type { RunConfig } from '../config/runConfig';
import type { ViewsConfig } from '../config/viewsConfig';
import { expanderNorm, type ExpanderNorm } from '../nn/expander';
import { blocksOf } from '../nn/resnetSpecs';
import { hasGlobalBranch, hasLocalBranch } from '../vicregl/definition/terms';
import { joinsViews } from '../vicregl/network';
import { activation, tensor, type EstimatedTensor } from './estimateTensors';

/** @file What the networks make of the views in a forward pass with gradients, tensor by tensor. */

const IMAGE_CHANNELS = 3;
/** A block's hidden layer in ConvNeXt is this many times as wide as its map. */
const EXPANSION = 4;
/** Mean and deviation of every row, which a layer norm keeps for its gradient. */
const ROW_STATISTICS = 2;

/** Everything that backbone and expanders make of all views; batches of views go through as in `forwardViews`. */
export function* networkTensors({ model, views, loss, run }: RunConfig): Generator<EstimatedTensor> {
  const batches = batchesOfViews(model, views);
  const width = representationSize(model.backbone);
  const norm = expanderNorm(model);
  let [allCells, allSamples] = [0, 0];
  for (const { size, count, copied } of batches) {
    const samples = run.batch * count;
    const cells = samples * mapSide(model.backbone, size) ** 2;
    [allCells, allSamples] = [allCells + cells, allSamples + samples];
    if (copied)
      yield tensor(`a view of ${size} px by itself`, samples * size ** 2 * IMAGE_CHANNELS, {
        differentiated: false,
      });
    yield* backboneTensors(model, samples, size);
    yield tensor('representation', samples * width);
    if (hasLocalBranch(loss.alpha))
      yield* expanderTensors('local expander', model.localExpander, norm, cells);
    if (hasGlobalBranch(loss.alpha))
      yield* expanderTensors('global expander', model.globalExpander, norm, samples);
  }
  // The criterion sees the embeddings of all views in one tensor.
  if (batches.length === 1) return;
  if (hasLocalBranch(loss.alpha))
    yield tensor('map embeddings of all views', allCells * lastWidth(model.localExpander));
  if (hasGlobalBranch(loss.alpha))
    yield tensor('embeddings of all views', allSamples * lastWidth(model.globalExpander));
}

/** Views that go through the networks together; `copied` where they were rendered with others. */
function batchesOfViews(
  model: ModelConfig,
  views: ViewsConfig,
): { size: number; count: number; copied: boolean }[] {
  return viewGroups(views).flatMap(({ size, views: { length } }) =>
    joinsViews(model)
      ? [{ size, count: length, copied: false }]
      : Array.from({ length }, () => ({ size, count: 1, copied: length > 1 })),
  );
}

/** Width of what an expander gives. */
export function lastWidth(spec: string): number {
  return parseExpander(spec).at(-1)!;
}

function backboneTensors(
  { backbone }: ModelConfig,
  samples: number,
  size: number,
): Iterable<EstimatedTensor> {
  return backbone.family === 'convnext'
    ? convnextTensors(backbone, samples, size)
    : resnetTensors(backbone, samples, size);
}

function* normTensors(name: string, rows: number, width: number): Generator<EstimatedTensor> {
  yield activation(`norm of ${name}`, rows, width);
  yield tensor(`statistics of ${name}`, rows * ROW_STATISTICS, { differentiated: false });
}

function* convnextTensors(
  { patch, depths, widths }: ConvNextConfig,
  samples: number,
  size: number,
): Generator<EstimatedTensor> {
  let side = Math.floor(size / patch);
  for (const [stage, depth] of depths.entries()) {
    const name = `stage ${stage + 1}, ${size} px views`;
    const width = widths[stage]!;
    if (stage > 0) {
      yield* normTensors(name, samples * side ** 2, widths[stage - 1]!);
      side = Math.floor(side / 2);
    }
    const cells = samples * side ** 2;
    yield activation(`patches of ${name}`, cells, width);
    if (stage === 0) yield* normTensors(name, cells, width);
    for (let block = 1; block <= depth; block++) {
      const inBlock = `${name}, block ${block}`;
      yield activation(`depthwise convolution of ${inBlock}`, cells, width);
      yield* normTensors(inBlock, cells, width);
      // GELU's gradient needs its argument.
      yield activation(`hidden layer of ${inBlock}`, cells, width * EXPANSION);
      yield activation(`GELU of ${inBlock}`, cells, width * EXPANSION);
      // A sum hands its gradient on to both sides as it is.
      yield activation(`branch of ${inBlock}`, cells, width, { differentiated: false });
      yield activation(`sum of ${inBlock}`, cells, width);
    }
  }
  yield* normTensors('the last map', samples * side ** 2, widths.at(-1)!);
}

function* resnetTensors(config: ResNetConfig, samples: number, size: number): Generator<EstimatedTensor> {
  const imagenet = config.stem === 'imagenet';
  let side = imagenet ? Math.ceil(size / 2) : size;
  const of = (name: string) => `${name}, ${size} px views`;
  function* convolved(name: string, cells: number, width: number): Generator<EstimatedTensor> {
    yield activation(`convolution of ${of(name)}`, cells, width);
    yield activation(`norm of ${of(name)}`, cells, width);
  }
  yield* convolved('the stem', samples * side ** 2, config.base);
  if (imagenet) {
    side = Math.ceil(side / 2);
    yield activation(`pool of ${of('the stem')}`, samples * side ** 2, config.base);
  }
  for (const { name, branch, shortcut } of blocksOf(config)) {
    const outputs = branch.at(-1)!.outputs;
    for (const [index, convolution] of branch.entries()) {
      side = Math.ceil(side / convolution.stride);
      yield* convolved(`${name}.conv${index + 1}`, samples * side ** 2, convolution.outputs);
    }
    const cells = samples * side ** 2;
    const values = cells * outputs;
    if (shortcut !== undefined) yield* convolved(`${name}.downsample`, cells, outputs);
    yield tensor(`sum of ${of(name)}`, values);
    yield tensor(`ReLU of ${of(name)}`, values);
  }
}

function* expanderTensors(
  name: string,
  spec: string,
  norm: ExpanderNorm,
  rows: number,
): Generator<EstimatedTensor> {
  const widths = parseExpander(spec);
  for (const [layer, width] of widths.entries()) {
    const inLayer = `layer ${layer + 1} of the ${name}`;
    if (layer === widths.length - 1) {
      yield tensor(inLayer, rows * width);
      continue;
    }
    yield activation(inLayer, rows, width);
    if (norm === 'batch_norm') {
      // With the ReLU fused in.
      yield activation(`norm of ${inLayer}`, rows, width);
    } else {
      yield* normTensors(inLayer, rows, width);
      yield tensor(`ReLU of ${inLayer}`, rows * width);
    }
  }
}
