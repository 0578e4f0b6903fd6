import {
  parseExpander,
  type ConvNextConfig,
  type ModelConfig,
  type ResNetConfig,
} from '../config/modelConfig';
import type { Normalization } from '../config/normalization';
import { Failure } from '../failure';
import { floatValues } from '../formats/floatValues';
import type { TensorData } from '../formats/tensorData';
import { MERGE } from '../nn/convnextSpecs';
import { expanderNorm } from '../nn/expanderSpecs';
import { blocksOf, STEMS } from '../nn/resnetSpecs';
import { BACKBONE, GLOBAL_EXPANDER, LOCAL_EXPANDER } from '../vicregl/modules';
import { foldedNorm, type BatchNorm } from './foldedNorm';
import type { GraphWriter, Weight } from './graphWriter';

/**
 * @file A trained model as other programs compute it: the layers of `nn/` in evaluation mode, told to whoever writes
 * them down in a format of its own. Batch norms are folded into the layer before them.
 */

export type Weights = Readonly<Record<string, TensorData>>;

export interface ExportedModel {
  readonly model: ModelConfig;
  /** Under the reference's names. */
  readonly weights: Weights;
  /** Where given, the model takes pixels from 0 to 1 and normalises them itself; else they come normalised. */
  readonly normalization?: Normalization | undefined;
  /** Gives the outputs of the expanders that have weights, too. */
  readonly expanders: boolean;
}

const NORM_EPS = { convnext: 1e-6, expander: 1e-5 } as const;

/**
 * Tells a writer all layers of a model.
 * @param images the input, a map of 3 channels.
 * @throws {Failure} `weights_mismatch` where a tensor is missing.
 */
export function writeNetwork<Value>(
  { model, weights, normalization, expanders }: ExportedModel,
  writer: GraphWriter<Value>,
  images: Value,
): void {
  const { backbone } = model;
  const at = under(weights, BACKBONE);
  const x = normalization === undefined ? images : normalised(writer, images, normalization);
  const map =
    backbone.family === 'convnext' ? convnext(backbone, writer, at, x) : resnet(backbone, writer, at, x);
  const width = at(backbone.family === 'convnext' ? 'norm.weight' : lastNorm(backbone)).data.length;
  const representation = writer.mean(map);
  writer.output(map, 'map', width);
  writer.output(representation, 'representation', width);
  if (!expanders) return;
  for (const [name, module, spec, input] of [
    ['embedding', GLOBAL_EXPANDER, model.globalExpander, representation],
    ['map_embeddings', LOCAL_EXPANDER, model.localExpander, map],
  ] as const) {
    if (!Object.hasOwn(weights, `${module}.0.weight`)) continue;
    const y = expander(
      writer,
      under(weights, module),
      parseExpander(spec).length,
      expanderNorm(model),
      input,
    );
    writer.output(y, name, parseExpander(spec).at(-1)!);
  }
}

/** The numbers of a tensor by its name within a module. */
type Lookup = (name: string) => Weight;

function under(weights: Weights, module: string): Lookup {
  return (name) => {
    const full = `${module}.${name}`;
    if (!Object.hasOwn(weights, full))
      throw new Failure({
        code: 'weights_mismatch',
        message: `The weights have no tensor called ${full}.`,
        doing: 'exporting a model',
        remedy: 'Export weights together with the configuration that they were trained with.',
      });
    const tensor = weights[full]!;
    return { shape: tensor.shape, data: floatValues(tensor) };
  };
}

function normalised<Value>(writer: GraphWriter<Value>, images: Value, { mean, std }: Normalization): Value {
  const vector = (values: readonly number[]): Weight => ({
    shape: [values.length],
    data: Float32Array.from(values),
  });
  const shift = mean.map((value, channel) => -value / std[channel]!);
  return writer.affine(images, vector(std.map((value) => 1 / value)), vector(shift));
}

function convnext<Value>(
  { depths, patch, layerScale }: ConvNextConfig,
  writer: GraphWriter<Value>,
  at: Lookup,
  images: Value,
): Value {
  const norm = (x: Value, name: string) =>
    writer.layerNorm(x, at(`${name}.weight`), at(`${name}.bias`), NORM_EPS.convnext);
  const patches = (x: Value, name: string, size: number) =>
    writer.conv(x, at(`${name}.weight`), at(`${name}.bias`), { stride: size, padding: 0, groups: 1 });
  const linear = (x: Value, name: string) => writer.linear(x, at(`${name}.weight`), at(`${name}.bias`));
  let map = images;
  depths.forEach((depth, stage) => {
    const layer = `downsample_layers.${stage}`;
    map =
      stage === 0
        ? norm(patches(map, `${layer}.0`, patch), `${layer}.1`)
        : patches(norm(map, `${layer}.0`), `${layer}.1`, MERGE);
    for (let block = 0; block < depth; block++) {
      const name = `stages.${stage}.${block}`;
      const w = at(`${name}.dwconv.weight`);
      const padding = (w.shape[2]! - 1) / 2;
      const mixed = writer.conv(map, w, at(`${name}.dwconv.bias`), {
        stride: 1,
        padding,
        groups: w.shape[0]!,
      });
      const hidden = writer.gelu(linear(norm(mixed, `${name}.norm`), `${name}.pwconv1`));
      const branch = linear(hidden, `${name}.pwconv2`);
      const scaled = layerScale > 0 ? writer.affine(branch, at(`${name}.gamma`), undefined) : branch;
      map = writer.add(map, scaled);
    }
  });
  return norm(map, 'norm');
}

function resnet<Value>(config: ResNetConfig, writer: GraphWriter<Value>, at: Lookup, images: Value): Value {
  const stem = STEMS[config.stem];
  const convolve = (
    x: Value,
    name: string,
    norm: string,
    { size, stride }: { size: number; stride: number },
  ) => {
    const { w, b } = foldedNorm(at(`${name}.weight`), undefined, batchNorm(at, norm));
    return writer.conv(x, w, b, { stride, padding: (size - 1) / 2, groups: 1 });
  };
  const first = writer.relu(convolve(images, 'conv1', 'bn1', stem));
  let map = stem.pool ? writer.maxPool(first) : first;
  for (const { name, branch, shortcut } of blocksOf(config)) {
    const input = map;
    const y = branch.reduce((value, convolution, index) => {
      const own = convolve(value, `${name}.conv${index + 1}`, `${name}.bn${index + 1}`, convolution);
      return index < branch.length - 1 ? writer.relu(own) : own;
    }, input);
    const past =
      shortcut === undefined
        ? input
        : convolve(input, `${name}.downsample.0`, `${name}.downsample.1`, shortcut);
    map = writer.relu(writer.add(y, past));
  }
  return map;
}

function lastNorm(config: ResNetConfig): string {
  const { name, branch } = blocksOf(config).at(-1)!;
  return `${name}.bn${branch.length}.weight`;
}

function batchNorm(at: Lookup, name: string): BatchNorm {
  return {
    gamma: at(`${name}.weight`).data,
    beta: at(`${name}.bias`).data,
    mean: at(`${name}.running_mean`).data,
    variance: at(`${name}.running_var`).data,
  };
}

/** Linear, norm and ReLU each take a number in the state dict; the last layer is linear alone. */
function expander<Value>(
  writer: GraphWriter<Value>,
  at: Lookup,
  layers: number,
  norm: 'layer_norm' | 'batch_norm',
  x: Value,
): Value {
  let y = x;
  for (let layer = 0; layer < layers - 1; layer++) {
    const [linear, own] = [3 * layer, 3 * layer + 1];
    const [weight, bias] = [at(`${linear}.weight`), at(`${linear}.bias`)];
    if (norm === 'batch_norm') {
      const { w, b } = foldedNorm(weight, bias, batchNorm(at, String(own)));
      y = writer.relu(writer.linear(y, w, b));
    } else {
      const normed = writer.layerNorm(
        writer.linear(y, weight, bias),
        at(`${own}.weight`),
        at(`${own}.bias`),
        NORM_EPS.expander,
      );
      y = writer.relu(normed);
    }
  }
  return writer.linear(y, at(`${3 * (layers - 1)}.weight`), undefined);
}
