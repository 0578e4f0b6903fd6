import { describe, expect, it } from 'vitest';
import { REFERENCE_DISTORTION } from '../config/presets';
import type { ViewsConfig } from '../config/viewsConfig';
import { randomStream } from '../random/stream';
import { randomResizedCrop } from './randomResizedCrop';
import { sampleView } from './sampleView';
import { viewList } from './viewList';
import type { ViewParameters } from './viewParameters';
import { REFERENCE_ASPECT } from '../config/viewsConfig';
import { REFERENCE_NORMALIZATION } from '../config/normalization';

const config: ViewsConfig = {
  crops: [
    { size: 64, count: 2, scaleMin: 0.2, scaleMax: 0.9, ...REFERENCE_ASPECT },
    { size: 32, count: 3, scaleMin: 0.05, scaleMax: 0.2, ...REFERENCE_ASPECT },
  ],
  flip: 0.5,
  noFlipGrid: false,
  ...REFERENCE_DISTORTION,
  ...REFERENCE_NORMALIZATION,
};
const source = { height: 400, width: 500 };
const SAMPLES = 2000;

const samples = (view: number, settings = config): ViewParameters[] =>
  Array.from({ length: SAMPLES }, (_, index) =>
    sampleView(settings, view < 2 ? 0 : 1, view, source, 7, 11, index),
  );
const rate = (views: readonly ViewParameters[], holds: (view: ViewParameters) => boolean): number =>
  views.filter(holds).length / views.length;
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
/** Four standard deviations of a rate over the samples. */
const RATE_MARGIN = 4 * Math.sqrt(0.25 / SAMPLES);

describe('viewList', () => {
  it('alternates left and right within each group', () => {
    const crops = [
      ...config.crops,
      { size: 16, count: 1, scaleMin: 0.1, scaleMax: 0.2, ...REFERENCE_ASPECT },
    ];
    expect(viewList({ ...config, crops }).map(({ group, size, side }) => [group, size, side])).toEqual([
      [0, 64, 'left'],
      [0, 64, 'right'],
      [1, 32, 'left'],
      [1, 32, 'right'],
      [1, 32, 'left'],
      [2, 16, 'left'],
    ]);
  });
});

describe('sampleView', () => {
  it('flips, jitters, greys, blurs and solarises as often as configured, by side', () => {
    const left = samples(0);
    const right = samples(1);
    for (const side of [left, right]) {
      expect(Math.abs(rate(side, (view) => view.flip) - 0.5)).toBeLessThan(RATE_MARGIN);
      expect(Math.abs(rate(side, (view) => view.jitter.length === 4) - 0.8)).toBeLessThan(RATE_MARGIN);
      expect(Math.abs(rate(side, (view) => view.grayscale) - 0.2)).toBeLessThan(RATE_MARGIN);
    }
    expect(rate(left, (view) => view.blurSigma > 0)).toBe(1);
    expect(rate(left, (view) => view.solarize)).toBe(0);
    expect(Math.abs(rate(right, (view) => view.blurSigma > 0) - 0.1)).toBeLessThan(RATE_MARGIN);
    expect(Math.abs(rate(right, (view) => view.solarize) - 0.2)).toBeLessThan(RATE_MARGIN);
  });

  it('draws colour changes and blur uniformly within their bounds', () => {
    const views = samples(0);
    const amounts = (operation: string): number[] =>
      views
        .flatMap((view) => view.jitter.filter((change) => change.operation === operation))
        .map((c) => c.amount);
    for (const [operation, low, high] of [
      ['brightness', 0.6, 1.4],
      ['contrast', 0.6, 1.4],
      ['saturation', 0.8, 1.2],
      ['hue', -0.1, 0.1],
    ] as const) {
      const drawn = amounts(operation);
      const margin = (high - low) / 20;
      expect(Math.min(...drawn)).toBeGreaterThanOrEqual(low);
      expect(Math.min(...drawn)).toBeLessThan(low + margin);
      expect(Math.max(...drawn)).toBeLessThan(high);
      expect(Math.max(...drawn)).toBeGreaterThan(high - margin);
      expect(Math.abs(mean(drawn) - (low + high) / 2)).toBeLessThan(margin);
    }
    const sigmas = views.map((view) => view.blurSigma);
    expect(Math.min(...sigmas)).toBeGreaterThanOrEqual(0.1);
    expect(Math.max(...sigmas)).toBeLessThan(2);
    expect(mean(sigmas)).toBeCloseTo(1.05, 1);
    const strong = { ...config, left: { ...config.left, blurMin: 3, blurMax: 4 } };
    const stronger = samples(0, strong).map((view) => view.blurSigma);
    stronger.forEach((sigma, index) => expect(sigma).toBeCloseTo(3 + (sigmas[index]! - 0.1) / 1.9, 9));
  });

  it('applies the colour changes in every order', () => {
    const orders = samples(0).map((view) => view.jitter.map((change) => change.operation).join());
    expect(new Set(orders.filter((order) => order !== '')).size).toBe(24);
  });

  it('takes crops from its own group’s range', () => {
    const shares = samples(3).map(({ crop }) => (crop.height * crop.width) / (source.height * source.width));
    expect(Math.min(...shares)).toBeGreaterThan(0.049);
    expect(Math.max(...shares)).toBeLessThan(0.201);
    expect(mean(shares)).toBeCloseTo(0.125, 2);
  });

  it('leaves all other draws alone when one setting changes', () => {
    const changed = samples(0, {
      ...config,
      left: { ...config.left, grayscale: 1, jitter: 0, blur: 0, hue: 0 },
    });
    const before = samples(0);
    expect(changed.map((view) => view.crop)).toEqual(before.map((view) => view.crop));
    expect(changed.map((view) => view.flip)).toEqual(before.map((view) => view.flip));
    expect(changed.every((view) => view.grayscale && view.jitter.length === 0 && view.blurSigma === 0)).toBe(
      true,
    );
    const scaled = samples(0, {
      ...config,
      crops: [
        { size: 64, count: 2, scaleMin: 0.01, scaleMax: 0.02, ...REFERENCE_ASPECT },
        ...config.crops.slice(1),
      ],
    });
    expect(scaled.map((view) => ({ ...view, crop: 0 }))).toEqual(
      before.map((view) => ({ ...view, crop: 0 })),
    );
  });

  it('draws anew for every image, view, step and seed, and the same for the same', () => {
    const draw = (view: number, seed: number, step: number, index: number): ViewParameters =>
      sampleView(config, 0, view, source, seed, step, index);
    expect(draw(0, 1, 2, 3)).toEqual(draw(0, 1, 2, 3));
    const sigmas = [draw(0, 1, 2, 3), draw(0, 2, 2, 3), draw(0, 1, 3, 3), draw(0, 1, 2, 4)].map(
      (v) => v.blurSigma,
    );
    expect(new Set(sigmas).size).toBe(4);
    expect(draw(1, 1, 2, 3).crop).not.toEqual(draw(0, 1, 2, 3).crop);
  });
});

const RATIO = [REFERENCE_ASPECT.ratioMin, REFERENCE_ASPECT.ratioMax] as const;

describe('randomResizedCrop', () => {
  it('follows the aspect ratios of its group, to the pixel where only one is left', () => {
    const stream = randomStream(3, 'view');
    const wide = { scale: [0.1, 0.3], ratio: [2, 2] } as const;
    for (const { height, width } of samples(0).map(() => randomResizedCrop(source, wide, stream)))
      expect(Math.abs(width - 2 * height)).toBeLessThanOrEqual(2);
    const crops = config.crops.map((group) => ({ ...group, ratioMin: 1, ratioMax: 1 }));
    for (const { crop } of samples(3, { ...config, crops })) expect(crop.height).toBe(crop.width);
  });

  it('takes at least a pixel where nothing of the ratio fits', () => {
    const needle = { scale: [1, 1], ratio: [10, 10] } as const;
    const crop = randomResizedCrop({ height: 40, width: 4 }, needle, randomStream(1, 'view'));
    expect(crop).toEqual({ top: 19, left: 0, height: 1, width: 4 });
  });

  it('keeps the aspect ratio log-uniform, and every crop inside the image', () => {
    const stream = randomStream(3, 'view');
    const crops = Array.from({ length: SAMPLES }, () =>
      randomResizedCrop(source, { scale: [0.1, 0.3], ratio: RATIO }, stream),
    );
    const logRatios = crops.map(({ width, height }) => Math.log(width / height));
    expect(Math.abs(mean(logRatios))).toBeLessThan(0.02);
    const bound = Math.log(RATIO[1]);
    expect(mean(logRatios.map((value) => value ** 2))).toBeCloseTo(bound ** 2 / 3, 2);
    for (const { top, left, height, width } of crops) {
      expect(Math.min(top, left)).toBeGreaterThanOrEqual(0);
      expect(top + height).toBeLessThanOrEqual(source.height);
      expect(left + width).toBeLessThanOrEqual(source.width);
    }
  });

  it.each([
    [
      { height: 10, width: 100 },
      { top: 0, left: 43, height: 10, width: 13 },
    ],
    [
      { height: 100, width: 9 },
      { top: 44, left: 0, height: 12, width: 9 },
    ],
  ])('falls back to the largest centred crop in %j', (image, expected) => {
    expect(randomResizedCrop(image, { scale: [1, 1], ratio: RATIO }, randomStream(1, 'view'))).toEqual(
      expected,
    );
  });
});
