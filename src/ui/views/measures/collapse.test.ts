import { describe, expect, it } from 'vitest';
import type { RunConfig } from '../../../config/runConfig';
import type { StepReport } from '../../../reports/step';
import { collapseHint } from './collapse';

const config = {
  model: {
    backbone: { family: 'convnext', patch: 4, depths: [1], widths: [64], layerScale: 0, dropPath: 0 },
    globalExpander: '128-100',
  },
} as unknown as RunConfig;

const hint = (stds: Pick<StepReport, 'representationStd' | 'embeddingStd'>) =>
  collapseHint(stds as StepReport, config)?.level;

describe('collapseHint', () => {
  it('compares the embedding with 1/√d', () => {
    expect(hint({ representationStd: 0, embeddingStd: 0.1 })).toBeUndefined();
    expect(hint({ representationStd: 0, embeddingStd: 0.03 })).toBe('narrow');
    expect(hint({ representationStd: 0, embeddingStd: 0.005 })).toBe('collapsed');
  });

  it('falls back to the representation where there is no global expander', () => {
    expect(hint({ representationStd: 0.125 })).toBeUndefined();
    expect(hint({ representationStd: 0.01 })).toBe('collapsed');
  });
});
