import { describe, expect, it } from 'vitest';
import type { RunConfig } from '../config/runConfig';
import { readWeights } from '../formats/weightsFile';
import { readPyTorch } from '../formats/pytorch/readPyTorch';
import { networkSpecs } from '../vicregl/network';
import { referenceRun } from '../training/reference/referenceRun';
import { tinyConfig } from '../training/testing/tinyRun';
import { fitWeights } from '../training/weights/fitWeights';
import { pytorchCheckpoint, pytorchWeights } from './pytorchFile';
import { SAMPLE_MODELS, sampleWeights } from './testing/models';
import { sampleOptimizer } from './testing/optimizers';

const config = (model: RunConfig['model'], rule: 'adamw' | 'lars' = 'adamw') =>
  tinyConfig((own) => {
    own.model = { ...model, backbone: { ...model.backbone } };
    own.optim.optimizer = rule;
  });

describe.each(Object.entries(SAMPLE_MODELS))('%s as .pth', (_, model) => {
  const weights = sampleWeights(model);
  const target = { specs: networkSpecs(model, 0.75), model };

  it.each(['model', 'backbone', 'timm'] as const)('comes back to the bit by the names of %s', (names) => {
    const file = readWeights(pytorchWeights(config(model), weights, names), 'weights.pth');
    const { tensors, report } = fitWeights(target, file);
    expect(report.unexpected).toEqual([]);
    expect(report.missing.filter((name) => names === 'model' || name.startsWith('backbone.'))).toEqual([]);
    for (const [name, { dtype, data }] of Object.entries(tensors))
      if (dtype === 'F32') expect(data, name).toEqual(weights[name]!.data);
    if (names === 'timm' && model.backbone.family === 'convnext') {
      expect(file.keys).toContain('stages.0.blocks.0.mlp.fc1.weight');
      expect(report.naming).toBe('timm names');
    }
  });

  it.each(['adamw', 'lars'] as const)('goes on as a training of the reference with %s', (rule) => {
    const own = config(model, rule);
    const optimizer = sampleOptimizer(own);
    const file = pytorchCheckpoint({ config: own, step: 9, weights, optimizer, images: 24 });
    const { checkpoint } = referenceRun(file, 'model.pth', {
      config: own,
      specs: target.specs,
      count: 24,
      data: '',
    });
    expect(checkpoint.step).toBe(9);
    expect(checkpoint.optimizer).toEqual(optimizer);
    const whole = readPyTorch(file) as Map<string, unknown>;
    expect([...whole.keys()]).toEqual(['epoch', 'step', 'model', 'optimizer']);
    expect([...(whole.get('model') as Map<string, unknown>).keys()]).toEqual(
      target.specs.map(({ name }) => `module.${name}`),
    );
  });
});

it('refuses what would not load strictly', () => {
  const model = SAMPLE_MODELS['ResNet of basic blocks']!;
  const rest = Object.entries(sampleWeights(model)).filter(([name]) => name !== 'backbone.bn1.running_var');
  expect(() => pytorchWeights(config(model), Object.fromEntries(rest), 'backbone')).toThrow(
    'The weights have no tensor called backbone.bn1.running_var.',
  );
});
