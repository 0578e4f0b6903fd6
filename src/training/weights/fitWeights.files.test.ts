import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { BackboneConfig } from '../../config/modelConfig';
import { readSafetensors } from '../../formats/safetensors';
import { fitWeights } from './fitWeights';
import { FIXTURES, TINY, targetOf, fixture, refusal } from './testing/weightsFiles';

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

  it('f8_extra.safetensors: all 38; the scale in float8 has no place', () => {
    const { report } = fitWeights(targetOf(), fixture('f8_extra.safetensors'));
    expect(report.used).toEqual(all);
    expect(report.unread).toEqual([]);
    expect(report.unexpected).toEqual(['scale_fp8']);
  });
});
