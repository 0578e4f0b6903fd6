import type { ConvNextConfig } from '../config/modelConfig';
import type { ParameterSpec } from './parameters';
import { normSpecs, truncatedNormalSpecs } from './specs';

const IMAGE_CHANNELS = 3;
/** Side of the patches that the layers between stages merge. */
export const MERGE = 2;
const DEPTHWISE_SIZE = 7;
/** A block's hidden layer is this many times as wide as its map. */
const EXPANSION = 4;

/** ConvNeXt (Liu et al., 2022) without head; the final norm is applied to every cell, as in the reference. */
export function convnextSpecs({ depths, widths, patch, layerScale }: ConvNextConfig): ParameterSpec[] {
  const width = (stage: number): number => widths[stage]!;
  const downsample = depths.flatMap((_, stage) => {
    const name = `downsample_layers.${stage}`;
    return stage === 0
      ? [
          ...truncatedNormalSpecs(`${name}.0`, [width(0), IMAGE_CHANNELS, patch, patch]),
          ...normSpecs(`${name}.1`, width(0)),
        ]
      : [
          ...normSpecs(`${name}.0`, width(stage - 1)),
          ...truncatedNormalSpecs(`${name}.1`, [width(stage), width(stage - 1), MERGE, MERGE]),
        ];
  });
  const stages = depths.flatMap((depth, stage) =>
    Array.from({ length: depth }, (_, block) =>
      blockSpecs(`stages.${stage}.${block}`, width(stage), layerScale),
    ).flat(),
  );
  return [...downsample, ...stages, ...normSpecs('norm', width(depths.length - 1))];
}

function blockSpecs(name: string, width: number, layerScale: number): ParameterSpec[] {
  const gamma: ParameterSpec = {
    name: `${name}.gamma`,
    shape: [width],
    init: { kind: 'constant', value: layerScale },
    trainable: true,
  };
  return [
    ...(layerScale > 0 ? [gamma] : []),
    ...truncatedNormalSpecs(`${name}.dwconv`, [width, 1, DEPTHWISE_SIZE, DEPTHWISE_SIZE]),
    ...normSpecs(`${name}.norm`, width),
    ...truncatedNormalSpecs(`${name}.pwconv1`, [EXPANSION * width, width]),
    ...truncatedNormalSpecs(`${name}.pwconv2`, [width, EXPANSION * width]),
  ];
}
