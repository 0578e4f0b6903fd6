import { describe, expect, it } from 'vitest';
import type { BackboneConfig } from '../../config/modelConfig';
import type { TensorData } from '../../formats/tensorData';
import { networkSpecs } from '../../vicregl/network';
import { fitWeights } from './fitWeights';
import {
  targetOf,
  tensor,
  fileOf,
  fixture,
  backboneFile,
  refusal,
  RESNET,
  CONVNEXT,
} from './testing/weightsFiles';

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

  it('expanders of other widths: those of the model begin anew, and the settings are told that bring the file’s', () => {
    const { model } = targetOf();
    const others = { ...model, globalExpander: '24-24', localExpander: '12-8' };
    const file = fixture('good.pth');
    const { report } = fitWeights({ specs: networkSpecs(others, 0.5), model: others }, file);
    expect(report.mismatched.length).toBeGreaterThan(0);
    expect(report.warnings).toEqual([
      {
        message: expect.stringContaining(
          `global ${model.globalExpander}, local ${model.localExpander}`,
        ) as string,
        settings: [
          { path: 'model.globalExpander', value: model.globalExpander },
          { path: 'model.localExpander', value: model.localExpander },
        ],
      },
    ]);
    // Without a local branch, its expander is no matter.
    const global = fitWeights({ specs: networkSpecs(others, 1), model: others }, file);
    expect(global.report.warnings[0]?.settings.map(({ path }) => path)).toEqual(['model.globalExpander']);
  });

  it('another backbone, and expanders that come with it', () => {
    const backbone: BackboneConfig = { ...CONVNEXT, depths: [2, 2], widths: [8, 8] };
    const others = { ...targetOf().model, backbone, globalExpander: '24-24' };
    const { settings } = refusal({ specs: networkSpecs(others, 0.5), model: others }, fixture('good.pth'));
    expect(settings?.map(({ path }) => path)).toContain('model.globalExpander');
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
    const { report } = fitWeights(targetOf(CONVNEXT), fileOf([{ ...first!, content: 'F8_E8M0' }, ...others]));
    expect(report.unread).toEqual([{ name: first!.name, type: 'F8_E8M0', needed: true }]);
    expect(report.missing).toContain(`backbone.${first!.name}`);
    expect(report.mismatched).toEqual([]);
    const allUnread = others.map((given) => ({ ...given, content: 'F8_E8M0' }));
    expect(refusal(targetOf(CONVNEXT), fileOf(allUnread)).message).toContain('"F8_E8M0"');
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
