import { describe, expect, it } from 'vitest';
import type { BackboneConfig } from '../../config/modelConfig';
import type { TensorData } from '../../formats/tensorData';
import { fitWeights } from './fitWeights';
import {
  targetOf,
  tensor,
  fileOf,
  backboneFile,
  expectWhole,
  RESNET,
  CONVNEXT,
} from './testing/weightsFiles';

describe('fitWeights on names', () => {
  it.each([
    'module._orig_mod.backbone.',
    '_orig_mod.module.backbone.',
    'backbone.module._orig_mod.',
    'module.module.',
    '_forward_module.model.encoder.',
    'ema_model.module.',
    'online.net.0.backbone.',
  ])('takes %s off', (prefix) => {
    const fitted = fitWeights(
      targetOf(RESNET),
      backboneFile(RESNET, (name) => prefix + name),
    );
    expectWhole(fitted, RESNET);
  });

  it('takes wrappers out of the middle of a name', () => {
    const file = backboneFile(CONVNEXT, (name) => name.replace(/^(stages\.\d\.\d)\./, '$1.module.'));
    expectWhole(fitWeights(targetOf(CONVNEXT), file), CONVNEXT);
  });

  it('reads torchvision’s and timm’s ResNet, and does without counters', () => {
    const file = backboneFile(RESNET, (name) => (name.endsWith('num_batches_tracked') ? undefined : name));
    const extra = { dictionary: [], name: 'fc.weight', content: tensor([10, 32], 0) };
    const fitted = fitWeights(targetOf(RESNET), { ...file, tensors: [...file.tensors, extra] });
    expectWhole(fitted, RESNET);
    expect(fitted.report.unexpected).toEqual(['fc.weight']);
    expect(fitted.report.missing.filter((name) => name.startsWith('backbone.'))).toEqual([]);
  });

  it('reads a ResNet with numbers in place of names', () => {
    const numbers: Record<string, string> = { conv1: '0', bn1: '1', layer1: '4', layer2: '5' };
    const file = backboneFile(RESNET, (name) =>
      name.replace(/^\w+/, (first) => `backbone.${numbers[first]!}`),
    );
    const fitted = fitWeights(targetOf(RESNET), file);
    expectWhole(fitted, RESNET);
    expect(fitted.report.naming).toContain('numbers');
  });

  it.each<[string, (name: string) => string]>([
    [
      'timm names',
      (name) =>
        name
          .replace(/^downsample_layers\.0\./, 'stem.')
          .replace(/^downsample_layers\.(\d)\./, 'stages.$1.downsample.')
          .replace(/^stages\.(\d)\.(\d+)\./, 'stages.$1.blocks.$2.')
          .replace('dwconv', 'conv_dw')
          .replace('pwconv', 'mlp.fc')
          .replace(/^norm/, 'norm_pre'),
    ],
    [
      'torchvision names',
      (name) =>
        name
          .replace(/^downsample_layers\.(\d)/, (_, stage: string) => `features.${2 * Number(stage)}`)
          .replace(
            /^stages\.(\d)\.(\d+)/,
            (_, stage: string, block) => `features.${2 * Number(stage) + 1}.${block}`,
          )
          .replace('gamma', 'layer_scale')
          .replace('dwconv', 'block.0')
          .replace(/(?<=^features.*)norm/, 'block.2')
          .replace('pwconv1', 'block.3')
          .replace('pwconv2', 'block.5')
          .replace(/^norm/, 'classifier.0'),
    ],
    [
      'transformers names',
      (name) =>
        `convnext.${name}`
          .replace('.downsample_layers.0.0', '.embeddings.patch_embeddings')
          .replace('.downsample_layers.0.1', '.embeddings.layernorm')
          .replace(/\.downsample_layers\.(\d)/, '.encoder.stages.$1.downsampling_layer')
          .replace(/\.stages\.(\d)\.(\d+)\.(?!\d|weight|bias)/, '.stages.$1.layers.$2.')
          .replace('convnext.stages', 'convnext.encoder.stages')
          .replace('gamma', 'layer_scale_parameter')
          .replace('norm.', 'layernorm.')
          .replace('layerlayernorm', 'layernorm'),
    ],
  ])('reads a ConvNeXt by %s', (words, rename) => {
    const fitted = fitWeights(targetOf(CONVNEXT), backboneFile(CONVNEXT, rename));
    expectWhole(fitted, CONVNEXT);
    expect(fitted.report.naming).toBe(words);
  });

  it('reads transformers’ ResNet', () => {
    const part = (name: string) => (name.startsWith('bn') ? 'normalization' : 'convolution');
    const file = backboneFile(RESNET, (name) =>
      `resnet.${name}`
        .replace(/resnet\.(conv1|bn1)/, (_, first: string) => `resnet.embedder.embedder.${part(first)}`)
        .replace(
          /layer(\d)\.(\d)/,
          (_, stage: string, block) => `encoder.stages.${Number(stage) - 1}.layers.${block}`,
        )
        .replace(
          /\.(conv|bn)([123])/,
          (_, kind: string, at: string) => `.layer.${Number(at) - 1}.${part(kind)}`,
        )
        .replace('downsample.0', 'shortcut.convolution')
        .replace('downsample.1', 'shortcut.normalization'),
    );
    expectWhole(fitWeights(targetOf(RESNET), file), RESNET);
  });

  it('takes linear layers for 1 × 1 convolutions, and scales of three axes', () => {
    const file = backboneFile(CONVNEXT);
    const widened = file.tensors.map((given) => {
      const content = given.content as TensorData;
      const ones = given.name.endsWith('gamma') || given.name.includes('pwconv') ? [1, 1] : [];
      return { ...given, content: { ...content, shape: [...content.shape, ...ones] } };
    });
    expectWhole(fitWeights(targetOf(CONVNEXT), { ...file, tensors: widened }), CONVNEXT);
  });

  it('puts a model together that lies in several dictionaries', () => {
    const { specs } = targetOf();
    const split = specs.map(({ name, shape }, index) => {
      const [dictionary, ...rest] = name.split('.');
      return { dictionary: [dictionary!], name: rest.join('.'), content: tensor(shape, index) };
    });
    const { report } = fitWeights(targetOf(), fileOf(split));
    expect(report.used).toHaveLength(specs.length);
    expect(report.unexpected).toEqual([]);
  });

  it('prefers what fits more, then averaged weights, wherever they stand', () => {
    const parts = (key: string, backbone: BackboneConfig = RESNET) =>
      backboneFile(backbone, (name) => `${key}.${name}`).tensors;
    const three = fileOf([
      ...parts('student'),
      ...parts('model_ema'),
      ...parts('small', { ...RESNET, layers: [1, 1] }),
    ]);
    const { report } = fitWeights(targetOf(RESNET), three);
    expect([report.key, report.otherKeys]).toEqual(['model_ema', ['student', 'small']]);
    expect(report.unexpected).toEqual([]);
    const two = fileOf([...parts('ema', { ...RESNET, layers: [1, 1] }), ...parts('model')]);
    expect(fitWeights(targetOf(RESNET), two).report.key).toBe('model');
  });

  it('gives tensors in the model’s shapes, floats of other widths as float32', () => {
    const file = backboneFile(CONVNEXT);
    const [first, ...others] = file.tensors;
    const { shape } = first!.content as TensorData;
    const bits = new Uint16Array(shape.reduce((a, b) => a * b)).fill(0x3e00);
    const half = { ...first!, content: { dtype: 'F16' as const, shape, data: bits } };
    const { tensors } = fitWeights(targetOf(CONVNEXT), { ...file, tensors: [half, ...others] });
    expect(tensors['backbone.downsample_layers.0.0.weight']).toEqual({
      dtype: 'F32',
      shape,
      data: new Float32Array(bits.length).fill(1.5),
    });
  });
});
