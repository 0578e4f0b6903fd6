/** A library's way of naming the layers of a backbone. */
export interface Naming {
  /** What to call it in a sentence: "timm names". */
  readonly words: string;
  /** The reference's name of a backbone's tensor; `undefined` where the name is none of this library's. */
  readonly toReference: (name: string) => string | undefined;
}

type Rule = readonly [pattern: RegExp, toReference: string | ((...groups: string[]) => string)];

/** The reference's own names of a ConvNeXt's tensors, which are Meta's. */
const CONVNEXT = new RegExp(
  '^(' +
    [
      'downsample_layers\\.[0-3]\\.[01]\\.(weight|bias)',
      'stages\\.[0-3]\\.\\d{1,2}\\.(gamma|(dwconv|norm|pwconv1|pwconv2)\\.(weight|bias))',
      'norm\\.(weight|bias)',
    ].join('|') +
    ')$',
);

const BATCH_NORM = '(weight|bias|running_mean|running_var|num_batches_tracked)';

/** The reference's own names of a ResNet's tensors, which are torchvision's and timm's. */
const RESNET = new RegExp(
  '^(' +
    [
      'conv1\\.weight',
      `bn1\\.${BATCH_NORM}`,
      'layer[1-4]\\.\\d{1,2}\\.(conv[123]|downsample\\.0)\\.weight',
      `layer[1-4]\\.\\d{1,2}\\.(bn[123]|downsample\\.1)\\.${BATCH_NORM}`,
    ].join('|') +
    ')$',
);

/** Which family of backbones a tensor of this reference name belongs to. */
export function familyOf(name: string): 'convnext' | 'resnet' | undefined {
  if (CONVNEXT.test(name)) return 'convnext';
  return RESNET.test(name) ? 'resnet' : undefined;
}

/** timm's ConvNeXt; its ResNets are named as the reference's. */
const TIMM: readonly Rule[] = [
  [/^stem\.([01])\.(\w+)$/, 'downsample_layers.0.$1.$2'],
  [/^stages\.(\d)\.downsample\.([01])\.(\w+)$/, 'downsample_layers.$1.$2.$3'],
  [/^stages\.(\d)\.blocks\.(\d+)\.conv_dw\.(\w+)$/, 'stages.$1.$2.dwconv.$3'],
  [/^stages\.(\d)\.blocks\.(\d+)\.norm\.(\w+)$/, 'stages.$1.$2.norm.$3'],
  [/^stages\.(\d)\.blocks\.(\d+)\.mlp\.fc([12])\.(\w+)$/, 'stages.$1.$2.pwconv$3.$4'],
  [/^stages\.(\d)\.blocks\.(\d+)\.gamma$/, 'stages.$1.$2.gamma'],
  [/^(?:head\.norm|norm_pre|norm)\.(\w+)$/, 'norm.$1'],
];

/** torchvision's ConvNeXt: stages at odd numbers, the layers between them at even ones. */
const TORCHVISION: readonly Rule[] = [
  [
    /^features\.([0246])\.([01])\.(\w+)$/,
    (layer, part, leaf) => `downsample_layers.${Number(layer) / 2}.${part}.${leaf}`,
  ],
  [
    /^features\.([1357])\.(\d+)\.layer_scale$/,
    (layer, block) => `stages.${(Number(layer) - 1) / 2}.${block}.gamma`,
  ],
  [
    /^features\.([1357])\.(\d+)\.block\.([0235])\.(\w+)$/,
    (layer, block, part, leaf) =>
      `stages.${(Number(layer) - 1) / 2}.${block}.${TORCHVISION_PARTS[part]}.${leaf}`,
  ],
  [/^classifier\.0\.(\w+)$/, 'norm.$1'],
];
const TORCHVISION_PARTS: Readonly<Record<string, string>> = {
  0: 'dwconv',
  2: 'norm',
  3: 'pwconv1',
  5: 'pwconv2',
};

/** Hugging Face's transformers, of both families. */
const TRANSFORMERS: readonly Rule[] = [
  [/^embeddings\.patch_embeddings\.(\w+)$/, 'downsample_layers.0.0.$1'],
  [/^embeddings\.layernorm\.(\w+)$/, 'downsample_layers.0.1.$1'],
  [/^encoder\.stages\.(\d)\.downsampling_layer\.([01])\.(\w+)$/, 'downsample_layers.$1.$2.$3'],
  [/^encoder\.stages\.(\d)\.layers\.(\d+)\.(dwconv|pwconv1|pwconv2)\.(\w+)$/, 'stages.$1.$2.$3.$4'],
  [/^encoder\.stages\.(\d)\.layers\.(\d+)\.layernorm\.(\w+)$/, 'stages.$1.$2.norm.$3'],
  [/^encoder\.stages\.(\d)\.layers\.(\d+)\.layer_scale_parameter$/, 'stages.$1.$2.gamma'],
  [/^layernorm\.(\w+)$/, 'norm.$1'],
  [
    /^embedder\.embedder\.(convolution|normalization)\.(\w+)$/,
    (part, leaf) => `${part === 'convolution' ? 'conv1' : 'bn1'}.${leaf}`,
  ],
  [
    /^encoder\.stages\.(\d)\.layers\.(\d+)\.layer\.([012])\.(convolution|normalization)\.(\w+)$/,
    (stage, block, position, part, leaf) =>
      `layer${Number(stage) + 1}.${block}.${part === 'convolution' ? 'conv' : 'bn'}${Number(position) + 1}.${leaf}`,
  ],
  [
    /^encoder\.stages\.(\d)\.layers\.(\d+)\.shortcut\.(convolution|normalization)\.(\w+)$/,
    (stage, block, part, leaf) =>
      `layer${Number(stage) + 1}.${block}.downsample.${part === 'convolution' ? 0 : 1}.${leaf}`,
  ],
];

/** A ResNet whose layers were put into an `nn.Sequential`, as lightly does: numbers in place of names. */
const NUMBERED: readonly Rule[] = [
  [/^0\.weight$/, 'conv1.weight'],
  [/^1\.(\w+)$/, 'bn1.$1'],
  [/^([4-7])\.(\d+\..+)$/, (layer, rest) => `layer${Number(layer) - 3}.${rest}`],
];

/** The namings of backbones that are understood, the reference's own first. */
export const NAMINGS: readonly Naming[] = [
  { words: 'names of a bare backbone', toReference: (name) => name },
  { words: 'timm names', toReference: by(TIMM) },
  { words: 'torchvision names', toReference: by(TORCHVISION) },
  { words: 'transformers names', toReference: by(TRANSFORMERS) },
  { words: 'numbers in place of layers’ names', toReference: by(NUMBERED) },
];

/** The most parts that a name has in any of them. */
export const MAX_PARTS = 9;
/** What names begin with in any of them, or in the whole model: a quick test before the patterns. */
export const FIRST_PARTS: ReadonlySet<string> = new Set([
  ...['backbone', 'projector', 'maps_projector', 'classifier'],
  ...['downsample_layers', 'stages', 'norm', 'conv1', 'bn1', 'layer1', 'layer2', 'layer3', 'layer4'],
  ...['stem', 'head', 'norm_pre', 'features', 'embeddings', 'encoder', 'layernorm', 'embedder'],
  ...['0', '1', '4', '5', '6', '7'],
]);

function by(rules: readonly Rule[]): Naming['toReference'] {
  return (name) => {
    const rule = rules.find(([pattern]) => pattern.test(name));
    if (rule === undefined) return undefined;
    const [pattern, toReference] = rule;
    return typeof toReference === 'string'
      ? name.replace(pattern, toReference)
      : toReference(...(pattern.exec(name)?.slice(1) ?? []));
  };
}
