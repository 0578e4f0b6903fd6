import { nn, numpy as np } from '@jax-js/jax';
import { parseExpander, type ConvNextConfig, type ModelConfig } from '../../../src/config/modelConfig';
import { depthwiseConv, gelu, layerNorm, linear, patchConv, type Arr } from './layers';

/** Weights by the reference's names; reading one hands out a reference of its own. */
export type Weights = (name: string) => Arr;

const BACKBONE_EPS = 1e-6;
const EXPANDER_EPS = 1e-5;
const MERGE = 2;

function convnext({ depths, patch }: ConvNextConfig, weight: Weights, x: Arr): Arr {
  const norm = (name: string, map: Arr): Arr =>
    layerNorm(map, weight(`${name}.weight`), weight(`${name}.bias`), BACKBONE_EPS);
  const patches = (name: string, map: Arr, size: number): Arr =>
    patchConv(map, weight(`${name}.weight`), weight(`${name}.bias`), size);
  let map = x;
  depths.forEach((depth, stage) => {
    const name = `backbone.downsample_layers.${stage}`;
    map =
      stage === 0
        ? norm(`${name}.1`, patches(`${name}.0`, map, patch))
        : patches(`${name}.1`, norm(`${name}.0`, map), MERGE);
    for (let block = 0; block < depth; block++) map = convnextBlock(weight, norm, stage, block, map);
  });
  return norm('backbone.norm', map);
}

function convnextBlock(
  weight: Weights,
  norm: (name: string, map: Arr) => Arr,
  stage: number,
  block: number,
  map: Arr,
): Arr {
  const name = `backbone.stages.${stage}.${block}`;
  const shape = map.shape;
  const mixed = depthwiseConv(map.ref, weight(`${name}.dwconv.weight`), weight(`${name}.dwconv.bias`));
  const cells = norm(`${name}.norm`, mixed).reshape([-1, shape[3]!]);
  const hidden = gelu(linear(cells, weight(`${name}.pwconv1.weight`), weight(`${name}.pwconv1.bias`)));
  const branch = linear(hidden, weight(`${name}.pwconv2.weight`), weight(`${name}.pwconv2.bias`));
  return map.add(branch.reshape(shape));
}

function expander(spec: string, module: string, weight: Weights, x: Arr): Arr {
  const last = parseExpander(spec).length - 1;
  let y = x;
  for (let layer = 0; layer < last; layer++) {
    const [entry, norm] = [`${module}.${3 * layer}`, `${module}.${3 * layer + 1}`];
    y = linear(y, weight(`${entry}.weight`), weight(`${entry}.bias`));
    y = nn.relu(layerNorm(y, weight(`${norm}.weight`), weight(`${norm}.bias`), EXPANDER_EPS));
  }
  return linear(y, weight(`${module}.${3 * last}.weight`));
}

/** What the networks make of one view. */
export interface ViewOutputs {
  /** `[B, D]`. */
  readonly embedding: Arr;
  /** `[B, N, C]`. */
  readonly maps: Arr;
}

/** All views, `[B, H, W, 3]` each, in one batch through backbone and expanders. */
export function forward(model: ModelConfig, weight: Weights, views: readonly Arr[]): ViewOutputs[] {
  if (model.backbone.family !== 'convnext') throw new Error('The bench knows ConvNeXt only.');
  const features = convnext(model.backbone, weight, np.concatenate([...views], 0));
  const [samples, rows, columns, channels] = features.shape as [number, number, number, number];
  const cells = rows * columns;
  const flat = features.reshape([samples, cells, channels]);
  const embedding = expander(model.globalExpander, 'projector', weight, np.mean(flat.ref, 1));
  const rowsOfCells = flat.reshape([samples * cells, channels]);
  const maps = expander(model.localExpander, 'maps_projector', weight, rowsOfCells).reshape([
    samples,
    cells,
    -1,
  ]);
  const embeddings = np.split(embedding, views.length, 0);
  const mapsOfViews = np.split(maps, views.length, 0);
  return embeddings.map((part, view) => ({ embedding: part, maps: mapsOfViews[view]! }));
}
