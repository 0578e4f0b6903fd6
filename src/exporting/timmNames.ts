import type { BackboneConfig } from '../config/modelConfig';

/** timm's names of a ConvNeXt's tensors, by the reference's; see `NAMINGS` for the way back. */
const RULES: readonly (readonly [RegExp, string])[] = [
  [/^downsample_layers\.0\.([01])\./, 'stem.$1.'],
  [/^downsample_layers\.([1-3])\.([01])\./, 'stages.$1.downsample.$2.'],
  [/^stages\.(\d)\.(\d+)\.dwconv\./, 'stages.$1.blocks.$2.conv_dw.'],
  [/^stages\.(\d)\.(\d+)\.pwconv([12])\./, 'stages.$1.blocks.$2.mlp.fc$3.'],
  [/^stages\.(\d)\.(\d+)\.(norm\.|gamma)/, 'stages.$1.blocks.$2.$3'],
  [/^norm\./, 'head.norm.'],
];

/** What timm calls a backbone's tensor; its ResNets are named as the reference's. */
export function timmName(family: BackboneConfig['family'], name: string): string {
  const rule = family === 'convnext' ? RULES.find(([pattern]) => pattern.test(name)) : undefined;
  return rule === undefined ? name : name.replace(rule[0], rule[1]);
}
