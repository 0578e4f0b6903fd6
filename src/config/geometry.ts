import type { BackboneConfig } from './modelConfig';

/** Total stride of a backbone: view pixels per cell of its last feature map, along either axis. */
export function totalStride(backbone: BackboneConfig): number {
  switch (backbone.family) {
    case 'convnext':
      return backbone.patch * 2 ** (backbone.depths.length - 1);
    case 'resnet':
      return (backbone.stem === 'imagenet' ? 4 : 1) * 2 ** (backbone.layers.length - 1);
  }
}

/** Cells along either axis of the last feature map for a square view of `size` pixels; odd sizes are floored (ConvNeXt) or ceiled (ResNet) by the strided layers. */
export function mapSide(backbone: BackboneConfig, size: number): number {
  let side = size;
  if (backbone.family === 'convnext') {
    side = Math.floor(side / backbone.patch);
    for (let stage = 1; stage < backbone.depths.length; stage++) side = Math.floor(side / 2);
    return side;
  }
  if (backbone.stem === 'imagenet') side = Math.ceil(Math.ceil(side / 2) / 2);
  for (let stage = 1; stage < backbone.layers.length; stage++) side = Math.ceil(side / 2);
  return side;
}

/** Channels of the last feature map, which is also the size of the pooled representation. */
export function representationSize(backbone: BackboneConfig): number {
  if (backbone.family === 'convnext') return backbone.widths.at(-1) ?? 0;
  const expansion = backbone.block === 'bottleneck' ? 4 : 1;
  return backbone.base * 2 ** (backbone.layers.length - 1) * expansion;
}
