import type { ResNetConfig } from '../config/modelConfig';
import type { ParameterSpec } from './parameters';
import { batchNormSpecs, kaimingConvSpec } from './specs';

const IMAGE_CHANNELS = 3;
/** The reference pads by 1 and then by 2 at its stem, which is 3 at once. */
export const STEMS = {
  imagenet: { size: 7, stride: 2, pool: true },
  small: { size: 3, stride: 1, pool: false },
} as const;

/** One convolution of a residual branch, followed by a batch norm. */
export interface Convolution {
  readonly outputs: number;
  readonly inputs: number;
  readonly size: number;
  readonly stride: number;
}

export interface Block {
  readonly name: string;
  readonly stage: number;
  readonly branch: readonly Convolution[];
  /** The 1 × 1 convolution of the shortcut, where the block changes the map's shape. */
  readonly shortcut?: Convolution;
}

/** What the blocks of a ResNet (He et al., 2016) are; the stride is on the 3 × 3 convolution of a bottleneck. */
export function blocksOf({ block, layers, base }: ResNetConfig): Block[] {
  const expansion = block === 'bottleneck' ? 4 : 1;
  let inputs = base;
  return layers.flatMap((depth, stage) =>
    Array.from({ length: depth }, (_, position): Block => {
      const width = base * 2 ** stage;
      const outputs = width * expansion;
      const stride = stage > 0 && position === 0 ? 2 : 1;
      const name = `layer${stage + 1}.${position}`;
      const branch =
        block === 'bottleneck'
          ? [
              { inputs, outputs: width, size: 1, stride: 1 },
              { inputs: width, outputs: width, size: 3, stride },
              { inputs: width, outputs, size: 1, stride: 1 },
            ]
          : [
              { inputs, outputs: width, size: 3, stride },
              { inputs: width, outputs, size: 3, stride: 1 },
            ];
      const shortcut = { inputs, outputs, size: 1, stride };
      const reshapes = stride !== 1 || inputs !== outputs;
      inputs = outputs;
      return { name, stage, branch, ...(reshapes ? { shortcut } : {}) };
    }),
  );
}

/** Parameters and running statistics, in the order of the reference's state dict. */
export function resnetSpecs(config: ResNetConfig): ParameterSpec[] {
  const stem = STEMS[config.stem];
  return [
    kaimingConvSpec('conv1', config.base, IMAGE_CHANNELS, stem.size),
    ...batchNormSpecs('bn1', config.base),
    ...blocksOf(config).flatMap((block) => blockSpecs(block, config.zeroInitResidual)),
  ];
}

function blockSpecs({ name, branch, shortcut }: Block, zeroInitResidual: boolean): ParameterSpec[] {
  const specs = branch.flatMap(({ outputs, inputs, size }, index) => {
    const last = index === branch.length - 1;
    return [
      kaimingConvSpec(`${name}.conv${index + 1}`, outputs, inputs, size),
      ...batchNormSpecs(`${name}.bn${index + 1}`, outputs, last && zeroInitResidual ? 'zeros' : 'ones'),
    ];
  });
  if (shortcut === undefined) return specs;
  return [
    ...specs,
    kaimingConvSpec(`${name}.downsample.0`, shortcut.outputs, shortcut.inputs, shortcut.size),
    ...batchNormSpecs(`${name}.downsample.1`, shortcut.outputs),
  ];
}
