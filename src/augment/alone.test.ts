import { describe, expect, it } from 'vitest';
import { REFERENCE_DISTORTION } from '../config/presets';
import type { ViewsConfig } from '../config/viewsConfig';
import { alone, AUGMENTATIONS, withCertain, type AugmentationName } from './alone';
import { sampleView } from './sampleView';
import { PLAIN_VIEW } from './viewParameters';
import { REFERENCE_ASPECT } from '../config/viewsConfig';
import { REFERENCE_NORMALIZATION } from '../config/normalization';

const source = { height: 24, width: 40 };
const config: ViewsConfig = {
  crops: [{ size: 16, count: 2, scaleMin: 0.2, scaleMax: 0.8, ...REFERENCE_ASPECT }],
  flip: 0.5,
  noFlipGrid: false,
  ...REFERENCE_DISTORTION,
  ...REFERENCE_NORMALIZATION,
};
const draws = Array.from({ length: 20 }, (_, step) => step);
const drawn = (views: ViewsConfig, view: number, step: number) =>
  sampleView(views, 0, view, source, 1, step, 0);

describe('an augmentation alone', () => {
  it.each(AUGMENTATIONS)('$name leaves everything else as in an image without augmentation', ({ name }) => {
    const plain = { ...PLAIN_VIEW, crop: { top: 0, left: 0, ...source } };
    for (const step of draws) {
      const view = drawn(config, 1, step);
      expect(alone(view, name, source)).toEqual({ ...plain, [name]: view[name] });
    }
  });

  it('is certain where it has a chance, as strong as it was drawn', () => {
    const names: AugmentationName[] = ['flip', 'jitter', 'grayscale', 'blurSigma', 'solarize'];
    for (const name of names) {
      const idle = JSON.stringify(PLAIN_VIEW[name as keyof typeof PLAIN_VIEW]);
      let seen = 0;
      for (const step of draws) {
        const usual = drawn(config, 1, step);
        const certain = drawn(withCertain(config, name), 1, step);
        expect(JSON.stringify(certain[name])).not.toBe(idle);
        expect({ ...certain, [name]: usual[name] }).toEqual(usual);
        if (JSON.stringify(usual[name]) === idle) continue;
        seen++;
        expect(certain[name]).toEqual(usual[name]);
      }
      expect(seen).toBeGreaterThan(0);
    }
  });

  it('never comes where its chance is 0: left views are not solarised', () => {
    for (const step of draws) expect(drawn(withCertain(config, 'solarize'), 0, step).solarize).toBe(false);
  });
});
