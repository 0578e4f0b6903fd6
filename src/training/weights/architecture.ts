import { backboneConfig, type BackboneConfig, type ModelConfig } from '../../config/modelConfig';
import type { SuggestedSetting } from '../../failure';
import { backboneSpecs } from '../../nn/backboneSpecs';
import { expanderNorm } from '../../nn/expanderSpecs';
import type { ParameterSpec } from '../../nn/parameters';
import { GLOBAL_EXPANDER, LOCAL_EXPANDER } from '../../vicregl/modules';
import { familyOf } from './namings';
import { sameShape } from './shapes';

/** Shapes of a backbone's tensors by their reference names. */
export type BackboneShapes = ReadonlyMap<string, readonly number[]>;

/** What of a configuration's model weights show: the backbone, and the expanders where there are some. */
export type ShownModel = Pick<ModelConfig, 'backbone'> & Partial<ModelConfig>;

/** What layer scale starts at where it is used (Liu et al., 2022, appendix A). */
const USUAL_LAYER_SCALE = 1e-6;
/** Share of its tensors that a file must have to be taken for a backbone. */
const ENOUGH = 0.8;
const SMALL_STEM = 3;
const COUNTER = '.num_batches_tracked';

/**
 * The backbone that tensors belong to; `undefined` where this program cannot build one of their shapes. What weights do
 * not show is as in `set`.
 */
export function backboneOf(shapes: BackboneShapes, set: BackboneConfig): BackboneConfig | undefined {
  const names = [...shapes.keys()].map(familyOf);
  const count = (family: BackboneConfig['family']) => names.filter((other) => other === family).length;
  const derived = count('convnext') >= count('resnet') ? convnextOf(shapes, set) : resnetOf(shapes, set);
  const { success, data } = backboneConfig.safeParse(derived);
  return success && isBuilt(data, shapes) ? data : undefined;
}

/** The settings that turn one backbone into another. */
function settingsFor(wanted: BackboneConfig, set: BackboneConfig): SuggestedSetting[] {
  if (wanted.family !== set.family) return [{ path: 'model.backbone', value: wanted }];
  const before = set as Readonly<Record<string, unknown>>;
  return Object.entries(wanted)
    .filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field]))
    .map(([field, value]) => ({ path: `model.backbone.${field}`, value: value as unknown }));
}

/** The fields of the expanders, by their modules. */
const EXPANDERS = [
  ['globalExpander', GLOBAL_EXPANDER],
  ['localExpander', LOCAL_EXPANDER],
] as const;

/**
 * The settings that turn one model into another, as far as weights show it. Expanders that `specs` has no tensor of are
 * left as they are: no weights are wanted for them.
 */
export function modelSettings(
  wanted: ShownModel,
  { specs, model: set }: { readonly specs: readonly ParameterSpec[]; readonly model: ModelConfig },
): SuggestedSetting[] {
  const norm = wanted.expanderNorm;
  const expanders = EXPANDERS.filter(([, module]) => specs.some(({ name }) => name.startsWith(`${module}.`)));
  const isOtherNorm =
    norm !== undefined &&
    norm !== expanderNorm({ ...set, backbone: wanted.backbone }) &&
    expanders.length > 0;
  return [
    ...settingsFor(wanted.backbone, set.backbone),
    ...expanders.flatMap(([field]) => {
      const value = wanted[field];
      return value === undefined || value === set[field] ? [] : [{ path: `model.${field}`, value }];
    }),
    ...(isOtherNorm ? [{ path: 'model.expanderNorm', value: norm }] : []),
  ];
}

/** A backbone in words: "a ConvNeXt with depths 3, 3, 9, 3, widths 96, 192, 384, 768 and a patch of 4 px". */
export function backboneWords(config: BackboneConfig): string {
  if (config.family === 'convnext') {
    const { depths, widths, patch } = config;
    return `a ConvNeXt with depths ${depths.join(', ')}, widths ${widths.join(', ')} and a stem patch of ${patch} px`;
  }
  const { block, layers, base, stem } = config;
  return `a ResNet with ${layers.join(', ')} ${block} blocks, base width ${base} and the ${stem === 'imagenet' ? 'ImageNet stem' : 'stem for small images'}`;
}

function convnextOf(shapes: BackboneShapes, set: BackboneConfig): unknown {
  const convnext = set.family === 'convnext' ? set : undefined;
  const depths = blocksOf(shapes, /^stages\.(\d)\.(\d+)\./);
  const hasScale = shapes.has('stages.0.0.gamma');
  const scale = convnext !== undefined && convnext.layerScale > 0 ? convnext.layerScale : USUAL_LAYER_SCALE;
  return {
    family: 'convnext',
    patch: shapes.get('downsample_layers.0.0.weight')?.[2],
    depths,
    widths: depths.map((_, stage) => shapes.get(`stages.${stage}.0.dwconv.weight`)?.[0]),
    layerScale: hasScale ? scale : 0,
    dropPath: convnext?.dropPath ?? 0,
  };
}

function resnetOf(shapes: BackboneShapes, set: BackboneConfig): unknown {
  const stem = shapes.get('conv1.weight');
  return {
    family: 'resnet',
    block: shapes.has('layer1.0.conv3.weight') ? 'bottleneck' : 'basic',
    layers: blocksOf(shapes, /^layer(\d)\.(\d+)\./),
    base: stem?.[0],
    stem: stem?.[2] === SMALL_STEM ? 'small' : 'imagenet',
    zeroInitResidual: set.family === 'resnet' ? set.zeroInitResidual : true,
  };
}

/** How many blocks each stage has. */
function blocksOf(shapes: BackboneShapes, pattern: RegExp): number[] {
  const counts = new Map<number, number>();
  for (const name of shapes.keys()) {
    const [, stage, block] = pattern.exec(name) ?? [];
    if (stage === undefined) continue;
    counts.set(Number(stage), Math.max(counts.get(Number(stage)) ?? 0, Number(block) + 1));
  }
  return [...counts.entries()].sort(([a], [b]) => a - b).map(([, count]) => count);
}

/** Whether the backbone's tensors are those of the file: nearly all there, none of another shape. */
function isBuilt(config: BackboneConfig, shapes: BackboneShapes): boolean {
  const specs = backboneSpecs(config).filter(({ name }) => !name.endsWith(COUNTER));
  const present = specs.filter(({ name }) => shapes.has(name));
  return (
    present.length >= ENOUGH * specs.length &&
    present.every(({ name, shape }) => sameShape(shape, shapes.get(name)!))
  );
}
