import { describe, expect, it } from 'vitest';
import type { WeightsReport } from '../../worker/protocol';
import { settingsLabel } from '../store/settingsLabel';
import { weightsSource, weightsSummary } from './weightsText';

const report = (given: Partial<WeightsReport> = {}): WeightsReport => ({
  used: ['a', 'b'],
  missing: [],
  unexpected: [],
  mismatched: [],
  unread: [],
  key: 'model',
  otherKeys: [],
  warnings: [],
  ...given,
});

describe('weightsSummary', () => {
  it('counts what was used and each kind that was not', () => {
    expect(weightsSummary(report())).toBe('all 2 tensors used');
    const unread = [{ name: 'scale', type: 'F8_E4M3', needed: false }];
    expect(weightsSummary(report({ missing: ['c'], unexpected: ['d', 'e'], unread }))).toBe(
      '2 of 3 tensors used, 1 missing, 2 unexpected, 1 of a type that is not read',
    );
  });
});

describe('weightsSource', () => {
  it('names the key only where there is a choice, and names of others always', () => {
    expect(weightsSource(report())).toBe('');
    expect(weightsSource(report({ naming: 'timm names' }))).toBe(' (timm names)');
    expect(weightsSource(report({ key: 'teacher', otherKeys: ['student'] }))).toBe(' (teacher)');
    expect(weightsSource(report({ key: '', otherKeys: ['ema'] }))).toBe(' (the outermost)');
  });
});

describe('settingsLabel', () => {
  it('says what is changed', () => {
    const scale = (value: number) => [{ path: 'model.backbone.layerScale', value }];
    expect(settingsLabel(scale(1e-6))).toBe('Use layer scale');
    expect(settingsLabel(scale(0))).toBe('Leave layer scale out');
    expect(settingsLabel([...scale(0), { path: 'model.backbone.depths', value: [1] }])).toBe(
      'Use the file’s settings',
    );
  });
});
