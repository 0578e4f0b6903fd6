import type { BackboneConfig } from '../config/modelConfig';
import { backboneSpecs } from './backboneSpecs';
import { expanderSpecs, type ExpanderNorm } from './expanderSpecs';
import type { ParameterSpec } from './parameters';
import { blocksOf, STEMS } from './resnetSpecs';
import { parameterCount } from './specs';
import { byPart, POOL, stageOf, type BackbonePart } from './stageOf';

/** @file What the layers of a network are and cost, from its parameters' specs: shapes, operations, receptive field. */

export type LayerKind = 'convolution' | 'depthwise' | 'linear' | 'norm' | 'scale' | 'pool';

/** One layer, as it sees a single view. */
export interface Layer {
  /** Under the reference's name, without that of its module. */
  readonly name: string;
  readonly kind: LayerKind;
  /** Side of its filter in cells of its input; 1 where it sees single cells. */
  readonly kernel: number;
  readonly stride: number;
  /** Channels that it puts out. */
  readonly channels: number;
  /** Rows that it puts out: cells of its map, or 1 where it sees whole images. */
  readonly rows: number;
  /** Trained numbers. */
  readonly parameters: number;
  /** Multiply-adds of a forward pass; those of norms, activations and sums are not counted. */
  readonly operations: number;
}

/** A layer of a backbone. */
export interface BackboneLayer extends Layer {
  readonly part: BackbonePart;
  /** Side of its map in cells. */
  readonly side: number;
  /** Beside the way through the blocks: it makes a shortcut fit. */
  readonly isShortcut: boolean;
  /** Pixels of the view along either axis that one cell of its map depends on, and between two neighbouring cells. */
  readonly field: number;
  readonly step: number;
}

/** Of the stem's pooling, which has no parameters to tell it. */
const POOLING = { kernel: 3, stride: 2 } as const;

/** The layers of a backbone in the order in which a view of `size` pixels goes through them. */
export function backboneLayers(backbone: BackboneConfig, size: number): BackboneLayer[] {
  const strides = stridesOf(backbone);
  const stages = backbone.family === 'convnext' ? backbone.depths.length : backbone.layers.length;
  const layers: BackboneLayer[] = [];
  let [side, field, step] = [size, 1, 1];
  const add = (layer: Omit<Layer, 'rows' | 'operations'>, weights: number) => {
    const isShortcut = layer.name.includes('.downsample.');
    if (!isShortcut) {
      // ConvNeXt's patches do not overlap and leave out what does not fill one; ResNet pads.
      side =
        backbone.family === 'convnext' ? Math.floor(side / layer.stride) : Math.ceil(side / layer.stride);
      field += (layer.kernel - 1) * step;
      step *= layer.stride;
    }
    const rows = side ** 2;
    const part = stageOf(layer.name, stages);
    layers.push({ ...layer, part, side, isShortcut, field, step, rows, operations: rows * weights });
  };
  for (const module of modulesOf(backboneSpecs(backbone)).sort((a, b) =>
    byPart(stageOf(a.name, stages), stageOf(b.name, stages)),
  )) {
    const { weights, ...layer } = module;
    add({ ...layer, stride: strides(layer) }, weights);
    if (layer.name === 'bn1' && backbone.family === 'resnet' && STEMS[backbone.stem].pool) {
      add({ name: POOL, kind: 'pool', channels: layer.channels, parameters: 0, ...POOLING }, 0);
    }
  }
  return layers;
}

/** The layers of an expander that gets `rows` inputs of `inDim` numbers. */
export function expanderLayers(inDim: number, spec: string, norm: ExpanderNorm, rows: number): Layer[] {
  return modulesOf(expanderSpecs(inDim, spec, norm)).map(({ weights, ...layer }) => ({
    ...layer,
    ...{ stride: 1, rows, operations: rows * weights },
  }));
}

type Module = Omit<Layer, 'stride' | 'rows' | 'operations'> & {
  /** Weights that every row is multiplied by. */
  readonly weights: number;
};

/** The specs of one layer stand beside each other; its weight tells what it is. */
function modulesOf(specs: readonly ParameterSpec[]): Module[] {
  const groups = new Map<string, ParameterSpec[]>();
  for (const spec of specs) {
    // A block's own scale is a layer by itself.
    const name = spec.name.endsWith('.gamma') ? spec.name : spec.name.replace(/\.[^.]*$/, '');
    groups.set(name, [...(groups.get(name) ?? []), spec]);
  }
  const modules = [...groups].map(([name, own]): Module => {
    const { shape } = own[0]!;
    const [channels, inputs, kernel = 1] = shape as [number, number?, number?];
    const kind = kindOf(name, shape);
    const weights = inputs === undefined ? 0 : channels * inputs * kernel ** 2;
    return { name, kind, kernel, channels, parameters: parameterCount(own), weights };
  });
  return inOrderOfUse(modules);
}

function kindOf(name: string, shape: readonly number[]): LayerKind {
  if (shape.length === 4) return shape[1] === 1 ? 'depthwise' : 'convolution';
  if (shape.length === 2) return 'linear';
  return name.endsWith('.gamma') ? 'scale' : 'norm';
}

/** The state dict names a block's scale first, which comes last. */
function inOrderOfUse(modules: readonly Module[]): Module[] {
  const blockOf = ({ name }: Module) => name.replace(/\.[^.]*$/, '');
  return modules.flatMap((module, place) => {
    if (module.kind === 'scale') return [];
    const next = modules[place + 1];
    const isLast = next === undefined || blockOf(next) !== blockOf(module);
    const scale = isLast ? modules.find(({ name }) => name === `${blockOf(module)}.gamma`) : undefined;
    return scale === undefined ? [module] : [module, scale];
  });
}

/** The stride of each layer: specs do not tell it. */
function stridesOf(backbone: BackboneConfig): (layer: Pick<Layer, 'name' | 'kind' | 'kernel'>) => number {
  if (backbone.family === 'convnext') return ({ kind, kernel }) => (kind === 'convolution' ? kernel : 1);
  const strides = new Map<string, number>([['conv1', STEMS[backbone.stem].stride]]);
  for (const { name, branch } of blocksOf(backbone)) {
    branch.forEach(({ stride }, place) => strides.set(`${name}.conv${place + 1}`, stride));
  }
  return ({ name }) => strides.get(name) ?? 1;
}
