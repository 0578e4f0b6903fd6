import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { BackboneConfig, ConvNextConfig, ResNetConfig } from '../../../config/modelConfig';
import { parseConfig } from '../../../config/parse';
import { failureInfo } from '../../../failure';
import type { TensorData } from '../../../formats/tensorData';
import { readWeights, type FileTensor, type WeightsFile } from '../../../formats/weightsFile';
import { backboneSpecs } from '../../../nn/backboneSpecs';
import { networkSpecs } from '../../../vicregl/network';
import { fitWeights, type WeightsTarget } from '../fitWeights';

export const FIXTURES = new URL('../../../formats/fixtures/weights/', import.meta.url);

export const TINY = parseConfig(
  JSON.parse(readFileSync(new URL('tiny.json', FIXTURES), 'utf8')),
  'tiny.json',
);
/** Classes of the built-in scenes. */
const CLASSES = 8;

export function targetOf(backbone: BackboneConfig = TINY.model.backbone): WeightsTarget {
  const model = { ...TINY.model, backbone };
  return { specs: networkSpecs(model, TINY.loss.alpha, CLASSES), model };
}

export function fixture(name: string): WeightsFile {
  return readWeights(new Uint8Array(readFileSync(new URL(name, FIXTURES))), name);
}

/** Numbers of their own for every tensor, so that none can be taken for another. */
export function tensor(shape: readonly number[], seed: number): TensorData {
  const count = shape.reduce((product, size) => product * size, 1);
  return { dtype: 'F32', shape, data: Float32Array.from({ length: count }, (_, at) => seed + at / 1000) };
}

export function fileOf(tensors: readonly Partial<FileTensor>[], keys: readonly string[] = []): WeightsFile {
  const full = tensors.map((given) => ({ dictionary: [], name: 'x', content: tensor([1], 0), ...given }));
  return { name: 'weights.pth', tensors: full, keys, metadata: {} };
}

/** A backbone's tensors in a file, under other names; what has none there is left out. */
export function backboneFile(
  backbone: BackboneConfig,
  rename: (name: string) => string | undefined = (name) => name,
): WeightsFile {
  return fileOf(
    backboneSpecs(backbone).flatMap(({ name, shape }, index) => {
      const other = rename(name);
      return other === undefined ? [] : [{ name: other, content: tensor(shape, index) }];
    }),
  );
}

/** That every tensor of the backbone came from its place. */
export function expectWhole({ tensors }: ReturnType<typeof fitWeights>, backbone: BackboneConfig): void {
  backboneSpecs(backbone).forEach(({ name, shape }, index) => {
    if (name.endsWith('num_batches_tracked')) return;
    expect([name, tensors[`backbone.${name}`]]).toEqual([name, tensor(shape, index)]);
  });
}

export function refusal(target: WeightsTarget, file: WeightsFile, key?: string) {
  try {
    fitWeights(target, file, key);
  } catch (error) {
    return failureInfo(error);
  }
  throw new Error('accepted');
}

export const RESNET: ResNetConfig = {
  family: 'resnet',
  block: 'bottleneck',
  layers: [1, 2],
  base: 4,
  stem: 'imagenet',
  zeroInitResidual: true,
};
export const CONVNEXT: ConvNextConfig = {
  family: 'convnext',
  patch: 4,
  depths: [2, 1, 1],
  widths: [4, 8, 16],
  layerScale: 1e-6,
  dropPath: 0,
};
