import { describe, expect, it } from 'vitest';
import { PLAIN_VIEW, type ViewParameters } from '../../../augment/viewParameters';
import { cropShare, drawnSteps } from './caption';

const plain: ViewParameters = {
  crop: { top: 0, left: 0, height: 32, width: 48 },
  ...PLAIN_VIEW,
};

describe('captions of a view', () => {
  it('give the crop as a share of the area', () => {
    expect(cropShare(plain.crop, { height: 64, width: 64 })).toBe('crop 38 %');
  });

  it('list what was drawn in the order in which it applies', () => {
    expect(drawnSteps(plain)).toEqual([]);
    expect(
      drawnSteps({
        ...plain,
        flip: true,
        jitter: [
          { operation: 'hue', amount: -0.05 },
          { operation: 'contrast', amount: 1.2 },
        ],
        grayscale: true,
        blurSigma: 0.84,
        solarize: true,
      }),
    ).toEqual(['flipped', 'hue −18°', 'contrast ×1.20', 'gray', 'blur σ 0.8 px', 'solarised']);
  });
});
