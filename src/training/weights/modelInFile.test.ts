import { describe, expect, it } from 'vitest';
import { BACKBONES } from '../../config/backbones';
import type { BackboneConfig } from '../../config/modelConfig';
import type { TensorData } from '../../formats/tensorData';
import type { FileTensor, WeightsFile } from '../../formats/weightsFile';
import { backboneSpecs } from '../../nn/backboneSpecs';
import type { ParameterSpec } from '../../nn/parameters';
import { networkSpecs } from '../../vicregl/network';
import { modelInFile } from './modelInFile';
import { fixture, refusal, targetOf, TINY } from './testing/weightsFiles';

const SET = TINY.model.backbone;

/** Of a large model, shapes are enough. */
const named = (name: string, shape: readonly number[], dictionary: readonly string[] = []): FileTensor => ({
  dictionary,
  name,
  content: { dtype: 'F32', shape, data: new Float32Array(0) } satisfies TensorData,
});

function fileOf(
  specs: readonly ParameterSpec[],
  { name = 'weights.pth', rename = (given: string) => given, beside = [] as FileTensor[] } = {},
): WeightsFile {
  const tensors = [...specs.map((spec) => named(rename(spec.name), spec.shape)), ...beside];
  return { name, tensors, keys: [], metadata: {} };
}

const timm = (name: string) =>
  name
    .replace(/^downsample_layers\.0\./, 'stem.')
    .replace(/^downsample_layers\.(\d)\./, 'stages.$1.downsample.')
    .replace(/^stages\.(\d)\.(\d+)\./, 'stages.$1.blocks.$2.')
    .replace('.dwconv.', '.conv_dw.')
    .replace(/\.pwconv([12])\./, '.mlp.fc$1.')
    .replace(/^norm\./, 'head.norm.');

describe('modelInFile', () => {
  const withScale = (backbone: BackboneConfig) => ({ ...backbone, layerScale: 1e-6 }) as BackboneConfig;

  it.each<[string, BackboneConfig, string?]>([
    ['ResNet-18', { ...BACKBONES.resnet34, layers: [2, 2, 2, 2] }],
    ['ResNet-34', BACKBONES.resnet34],
    ['ResNet-50', BACKBONES.resnet50, 'ResNet-50, 100 epochs'],
    ['ResNet-101', BACKBONES.resnet101],
    ['ResNet-152', { ...BACKBONES.resnet50, layers: [3, 8, 36, 3] }],
  ])('torchvision’s %s', (title, backbone, preset) => {
    const head = [named('fc.weight', [1000, 512]), named('fc.bias', [1000])];
    const file = fileOf(backboneSpecs(backbone), { beside: head });
    expect(modelInFile(file, SET)).toMatchObject({ words: title, model: { backbone } });
    // A model of another kind says so, and which preset has it.
    const { message, remedy } = refusal(targetOf(), file);
    expect(message).toContain(`holds ${title}, a ResNet`);
    expect(remedy?.split('“')[1]).toBe(preset === undefined ? undefined : `${preset}” has it.`);
  });

  it.each<[string, BackboneConfig]>([
    ['ConvNeXt-T', BACKBONES.convnext_tiny],
    ['ConvNeXt-S', BACKBONES.convnext_small],
    ['ConvNeXt-B', BACKBONES.convnext_base],
    ['ConvNeXt-L', BACKBONES.convnext_large],
    ['ConvNeXt-XL', BACKBONES.convnext_xlarge],
  ])('Meta’s and timm’s %s, whose blocks have layer scale', (title, backbone) => {
    const scaled = withScale(backbone);
    for (const rename of [(name: string) => name, timm]) {
      const found = modelInFile(fileOf(backboneSpecs(scaled), { rename }), SET);
      expect(found).toMatchObject({ words: title, model: { backbone: scaled } });
    }
  });

  it.each<[string, keyof typeof BACKBONES, string]>([
    ['resnet50_alpha0.9.pth', 'resnet50', 'ResNet-50 of VICRegL (α = 0.9)'],
    ['convnext_small_alpha0.75.pth', 'convnext_small', 'ConvNeXt-S of VICRegL (α = 0.75)'],
    ['convnext_base_alpha0p9.pth', 'convnext_base', 'ConvNeXt-B of VICRegL (α = 0.9)'],
    ['convnext_xlarge_alpha0.75.pth', 'convnext_xlarge', 'ConvNeXt-XL of VICRegL (α = 0.75)'],
    ['resnet101_alpha0.9.pth', 'resnet101', 'ResNet-101'],
  ])('%s, which VICRegL has published or not', (name, backbone, words) => {
    expect(modelInFile(fileOf(backboneSpecs(BACKBONES[backbone]), { name }), SET)?.words).toBe(words);
  });

  it.each(['batch_norm', 'layer_norm'] as const)(
    'a full checkpoint brings its expanders, %s',
    (expanderNorm) => {
      const wanted = {
        backbone: BACKBONES.resnet50,
        globalExpander: '8192-8192-8192',
        localExpander: '512-512-512',
        expanderNorm,
      };
      const file = fileOf(networkSpecs({ ...TINY.model, ...wanted }, 0.75), {
        name: 'resnet50_alpha0.75_fullckpt.pth',
        rename: (name) => `module.${name}`,
      });
      const found = modelInFile(file, SET);
      expect(found?.model).toEqual({ ...wanted, backbone: { ...wanted.backbone } });
      expect(found?.words).toBe('ResNet-50 of VICRegL (α = 0.75) with both expanders');
    },
  );

  it.each([
    ['of other inputs than the backbone has outputs', [100, 64]],
    ['wider than any configuration says', [100_000, 2048]],
  ])('leaves out an expander %s', (_, shape) => {
    const file = fileOf(backboneSpecs(BACKBONES.resnet50), {
      rename: (name) => `backbone.${name}`,
      beside: [named('maps_projector.0.weight', shape)],
    });
    expect(modelInFile(file, SET)?.model.localExpander).toBeUndefined();
  });

  it('one without a name is known by its shapes alone', () => {
    const found = modelInFile(fixture('good.pth'), BACKBONES.resnet50);
    expect(found?.words).toBeUndefined();
    expect(found?.model.backbone).toMatchObject({ family: 'convnext', depths: [1, 1], widths: [16, 32] });
    expect(found?.model.globalExpander).toBe(TINY.model.globalExpander);
    expect(found?.model.localExpander).toBe(TINY.model.localExpander);
  });

  it.each([
    'module.',
    '_orig_mod.',
    'module._orig_mod.',
    '_orig_mod.module.backbone.',
    'backbone.',
    'student.backbone.',
    'encoder.',
    'module.encoder.backbone.',
    'state_dict.model.encoder._orig_mod.',
  ])('before all names may stand %s', (prefix) => {
    for (const backbone of [BACKBONES.resnet50, BACKBONES.convnext_small]) {
      const file = fileOf(backboneSpecs(backbone), { rename: (name) => prefix + name });
      expect(modelInFile(file, SET)?.model.backbone).toEqual(backbone);
    }
  });

  it('nothing that can be built', () => {
    expect(modelInFile(fileOf([]), SET)).toBeUndefined();
    expect(modelInFile({ ...fileOf([]), tensors: [named('blocks.0.attn.qkv.weight', [3, 3])] }, SET)).toBe(
      undefined,
    );
  });
});
