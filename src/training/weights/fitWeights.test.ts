import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { BackboneConfig, ConvNextConfig, ResNetConfig } from '../../config/modelConfig';
import { parseConfig } from '../../config/parse';
import { failureInfo } from '../../failure';
import { readSafetensors } from '../../formats/safetensors';
import type { TensorData } from '../../formats/tensorData';
import { readWeights, type FileTensor, type WeightsFile } from '../../formats/weightsFile';
import { backboneSpecs } from '../../nn/backboneSpecs';
import { networkSpecs } from '../../vicregl/network';
import { fitWeights, type WeightsTarget } from './fitWeights';

const FIXTURES = new URL('../../formats/fixtures/weights/', import.meta.url);

const TINY = parseConfig(JSON.parse(readFileSync(new URL('tiny.json', FIXTURES), 'utf8')), 'tiny.json');
/** Classes of the built-in scenes. */
const CLASSES = 8;

function targetOf(backbone: BackboneConfig = TINY.model.backbone): WeightsTarget {
  return { specs: networkSpecs({ ...TINY.model, backbone }, TINY.loss.alpha, CLASSES), backbone };
}

function fixture(name: string): WeightsFile {
  return readWeights(new Uint8Array(readFileSync(new URL(name, FIXTURES))), name);
}

/** Numbers of their own for every tensor, so that none can be taken for another. */
function tensor(shape: readonly number[], seed: number): TensorData {
  const count = shape.reduce((product, size) => product * size, 1);
  return { dtype: 'F32', shape, data: Float32Array.from({ length: count }, (_, at) => seed + at / 1000) };
}

function fileOf(tensors: readonly Partial<FileTensor>[], keys: readonly string[] = []): WeightsFile {
  const full = tensors.map((given) => ({ dictionary: [], name: 'x', content: tensor([1], 0), ...given }));
  return { name: 'weights.pth', tensors: full, keys, metadata: {} };
}

/** A backbone's tensors in a file, under other names; what has none there is left out. */
function backboneFile(
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
function expectWhole({ tensors }: ReturnType<typeof fitWeights>, backbone: BackboneConfig): void {
  backboneSpecs(backbone).forEach(({ name, shape }, index) => {
    if (name.endsWith('num_batches_tracked')) return;
    expect([name, tensors[`backbone.${name}`]]).toEqual([name, tensor(shape, index)]);
  });
}

function refusal(target: WeightsTarget, file: WeightsFile, key?: string) {
  try {
    fitWeights(target, file, key);
  } catch (error) {
    return failureInfo(error);
  }
  throw new Error('accepted');
}

const RESNET: ResNetConfig = {
  family: 'resnet',
  block: 'bottleneck',
  layers: [1, 2],
  base: 4,
  stem: 'imagenet',
  zeroInitResidual: true,
};
const CONVNEXT: ConvNextConfig = {
  family: 'convnext',
  patch: 4,
  depths: [2, 1, 1],
  widths: [4, 8, 16],
  layerScale: 1e-6,
  dropPath: 0,
};

describe('fitWeights on files from the field', () => {
  const all = targetOf().specs.map(({ name }) => name);
  const backbone = all.filter((name) => name.startsWith('backbone.'));

  it.each([
    ['good.pth', 'model'],
    ['numpy_scalar.pth', 'model'],
    ['counter_defaultdict.pth', 'model'],
    ['orig_mod_ddp_in.pth', 'model'],
    ['averaged_model.pth', 'model'],
    ['model_state_dict.pth', 'model_state_dict'],
    ['lightning.ckpt', 'state_dict'],
  ])('%s: all 38 tensors, nothing left over', (name, key) => {
    const { report, tensors } = fitWeights(targetOf(), fixture(name));
    expect(report).toEqual({
      used: all,
      missing: [],
      unexpected: [],
      mismatched: [],
      unread: [],
      key,
      otherKeys: [],
      warnings: [],
    });
    expect(Object.keys(tensors)).toEqual(all);
    expect(all).toHaveLength(38);
  });

  it('evaluate_checkpoint.pth: the backbone; the head has no place', () => {
    const { report } = fitWeights(targetOf(), fixture('evaluate_checkpoint.pth'));
    expect(report.used).toEqual(backbone);
    expect(report.unexpected).toEqual(['module.head.weight', 'module.head.bias']);
    expect(report.missing).toHaveLength(38 - backbone.length);
  });

  it('timm_convnext.safetensors: every backbone tensor, by timm names', () => {
    const { report, tensors } = fitWeights(targetOf(), fixture('timm_convnext.safetensors'));
    expect(report.used).toEqual(backbone);
    expect(report.naming).toBe('timm names');
    expect(report.unexpected).toEqual(['head.fc.weight', 'head.fc.bias']);
    const raw = readSafetensors(new Uint8Array(readFileSync(new URL('timm_convnext.safetensors', FIXTURES))));
    expect(tensors['backbone.stages.1.0.pwconv1.weight']).toEqual(
      raw.tensors['stages.1.blocks.0.mlp.fc1.weight'],
    );
    expect(tensors['backbone.norm.bias']).toEqual(raw.tensors['head.norm.bias']);
  });

  it('fb_convnext_layer_scale.pth: a warning, with the setting that uses gamma', () => {
    const file = fixture('fb_convnext_layer_scale.pth');
    const { report } = fitWeights(targetOf(), file);
    expect(report.used).toEqual(backbone);
    expect(report.unexpected).toEqual(
      expect.arrayContaining(['stages.0.0.gamma', 'stages.1.0.gamma', 'head.weight', 'head.bias']),
    );
    expect(report.warnings).toEqual([
      {
        message: expect.stringContaining('another function') as string,
        settings: [{ path: 'model.backbone.layerScale', value: 1e-6 }],
      },
    ]);
    const scaled = { ...TINY.model.backbone, layerScale: 1e-6 } as BackboneConfig;
    const used = fitWeights(targetOf(scaled), file).report;
    expect(used.warnings).toEqual([]);
    expect(used.used).toContain('backbone.stages.0.0.gamma');
  });

  it('dino_teacher.pth: the teacher, and the student on request', () => {
    const file = fixture('dino_teacher.pth');
    const { report, tensors } = fitWeights(targetOf(), file);
    expect([report.key, report.otherKeys]).toEqual(['teacher', ['student']]);
    expect(report.used).toEqual(backbone);
    const student = fitWeights(targetOf(), file, 'student');
    expect([student.report.key, student.report.otherKeys]).toEqual(['student', ['teacher']]);
    expect(student.report.used).toEqual(backbone);
    expect(student.tensors['backbone.norm.weight']).not.toBe(tensors['backbone.norm.weight']);
    expect(refusal(targetOf(), file, 'center')).toMatchObject({
      code: 'weights_mismatch',
      message: expect.stringContaining('"center"') as string,
      remedy: expect.stringContaining('"teacher", "student"') as string,
    });
  });

  it('f8_extra.safetensors: all 38, and the tensor that is not read is named', () => {
    const { report } = fitWeights(targetOf(), fixture('f8_extra.safetensors'));
    expect(report.used).toEqual(all);
    expect(report.unread).toEqual([{ name: 'scale_fp8', type: 'F8_E4M3', needed: false }]);
    expect(report.unexpected).toEqual([]);
  });
});

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

describe('fitWeights says why', () => {
  it('another architecture, with the settings that fit', () => {
    const info = refusal(targetOf(), backboneFile(CONVNEXT));
    expect(info.code).toBe('weights_mismatch');
    expect(info.message).toContain('depths 2, 1, 1, widths 4, 8, 16 and a stem patch of 4 px');
    expect(info.settings).toEqual([
      { path: 'model.backbone.patch', value: 4 },
      { path: 'model.backbone.depths', value: [2, 1, 1] },
      { path: 'model.backbone.widths', value: [4, 8, 16] },
      { path: 'model.backbone.layerScale', value: 1e-6 },
    ]);
    expect(refusal(targetOf(), backboneFile(RESNET)).settings).toEqual([
      { path: 'model.backbone', value: RESNET },
    ]);
  });

  it('fewer layers than the file has: used, with a warning', () => {
    const shallow: BackboneConfig = { ...CONVNEXT, depths: [1, 1, 1] };
    const { report } = fitWeights(targetOf(shallow), backboneFile(CONVNEXT));
    expect(report.warnings).toEqual([
      {
        message: expect.stringContaining('depths 2, 1, 1') as string,
        settings: [{ path: 'model.backbone.depths', value: [2, 1, 1] }],
      },
    ]);
  });

  it('layer scale that the file does not have: a warning', () => {
    const file = backboneFile(CONVNEXT, (name) => (name.endsWith('gamma') ? undefined : name));
    expect(fitWeights(targetOf(CONVNEXT), file).report.warnings[0]?.settings).toEqual([
      { path: 'model.backbone.layerScale', value: 0 },
    ]);
  });

  it('layers that cannot be built here', () => {
    const grouped = backboneFile(RESNET).tensors.map((given) => {
      const content = given.content as TensorData;
      return content.shape.length === 4 ? { ...given, content: { ...content, shape: [99, 3, 5, 5] } } : given;
    });
    const info = refusal(targetOf(RESNET), fileOf(grouped));
    expect(info.message).toContain('of none that can be built here');
    expect(info.settings).toBeUndefined();
  });

  it('another model: its own names are quoted, and its keys listed', () => {
    const names = ['cls_token', 'blocks.0.attn.qkv.weight', 'norm.weight'];
    const transformer = names.map((name) => ({ dictionary: ['state'], name, content: tensor([32], 0) }));
    const info = refusal(targetOf(), fileOf(transformer, ['epoch', 'state']));
    expect(info.message).toContain('transformer');
    expect(info.message).toContain('state.blocks.0.attn.qkv.weight');
    expect(info.message).toContain('Its keys are "epoch", "state".');
    expect(info.remedy).toContain('ConvNeXt and ResNet');
  });

  it('no tensors at all: the keys are listed', () => {
    const info = refusal(targetOf(), fileOf([], ['epoch', 'args']));
    expect(info.message).toContain('Its keys are "epoch", "args".');
  });

  it('a tensor that the model needs and that is not read: missing because of its type', () => {
    const [first, ...others] = backboneFile(CONVNEXT).tensors;
    const { report } = fitWeights(targetOf(CONVNEXT), fileOf([{ ...first!, content: 'F8_E4M3' }, ...others]));
    expect(report.unread).toEqual([{ name: first!.name, type: 'F8_E4M3', needed: true }]);
    expect(report.missing).toContain(`backbone.${first!.name}`);
    expect(report.mismatched).toEqual([]);
    const allUnread = others.map((given) => ({ ...given, content: 'F8_E4M3' }));
    expect(refusal(targetOf(CONVNEXT), fileOf(allUnread)).message).toContain('"F8_E4M3"');
  });

  it('another shape: by the file’s own name', () => {
    const file = backboneFile(CONVNEXT, (name) => `module.${name}`);
    const changed = file.tensors.map((given) =>
      given.name === 'module.norm.weight' ? { ...given, content: tensor([7], 0) } : given,
    );
    expect(fitWeights(targetOf(CONVNEXT), fileOf(changed)).report.mismatched).toEqual([
      { name: 'module.norm.weight', expected: [16], found: [7] },
    ]);
  });

  it('numbers that are not finite, by the file’s own name', () => {
    const file = backboneFile(CONVNEXT, (name) => `module.${name}`);
    const spoilt = file.tensors.map((given) => {
      if (given.name !== 'module.norm.weight') return given;
      return {
        ...given,
        content: { dtype: 'F32' as const, shape: [16], data: new Float32Array(16).fill(NaN) },
      };
    });
    const info = refusal(targetOf(CONVNEXT), fileOf(spoilt));
    expect(info.code).toBe('checkpoint_bad_value');
    expect(info.message).toContain('"module.norm.weight" holds NaN');
  });

  it('many names of no model', () => {
    const names = Array.from({ length: 20_000 }, (_, at) => ({ name: `${at}.stages.0.0.norm.weight` }));
    expect(refusal(targetOf(), fileOf(names)).message.length).toBeLessThan(500);
  });

  it('norms that fit by chance are not taken for the model', () => {
    const chance = ['norm.weight', 'norm.bias'].map((name) => ({ name, content: tensor([16], 1) }));
    expect(refusal(targetOf(CONVNEXT), fileOf(chance)).code).toBe('weights_mismatch');
  });
});
