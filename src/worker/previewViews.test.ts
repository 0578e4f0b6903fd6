import { expect, it } from 'vitest';
import { findPreset } from '../config/presets';
import { previewViews } from './previewViews';

const { config } = findPreset('playground')!;
const source = {
  height: 24,
  width: 40,
  pixels: Uint8Array.from({ length: 24 * 40 * 3 }, (_, index) => (index * 37) % 256),
};
const crops = [
  { ...config.views.crops[0]!, size: 16 },
  { ...config.views.crops[0]!, size: 8, count: 3 },
];
const small = { ...config, views: { ...config.views, crops } };
const request = { imageIndex: 3, draw: 5, count: 1 };

it('draws all views of an image, those of later draws after them', () => {
  const { draws } = previewViews(small, source, { ...request, count: 2 });
  expect(draws.map((views) => views.map(({ size }) => size))).toEqual([
    [16, 16, 8, 8, 8],
    [16, 16, 8, 8, 8],
  ]);
  expect(previewViews(small, source, { ...request, draw: 6 }).draws[0]).toEqual(draws[1]);
  expect(draws[0]).not.toEqual(draws[1]);
});

it('draws one view the same as among all', () => {
  const [all] = previewViews(small, source, request).draws;
  expect(previewViews(small, source, { ...request, view: 3 }).draws).toEqual([[all![3]]]);
  expect(previewViews(small, source, { ...request, view: 9 }).draws).toEqual([[]]);
});

it('does one thing alone to the views, with the crops that all would have', () => {
  const [all] = previewViews(small, source, request).draws;
  const [cropped] = previewViews(small, source, { ...request, alone: 'crop' }).draws;
  expect(cropped!.map(({ parameters }) => parameters.crop)).toEqual(
    all!.map(({ parameters }) => parameters.crop),
  );
  expect(cropped!.every(({ parameters }) => parameters.jitter.length === 0 && !parameters.flip)).toBe(true);
  const [blurred] = previewViews(small, source, { ...request, alone: 'blurSigma' }).draws;
  expect(blurred!.map(({ parameters }) => parameters.crop)).toEqual(
    Array(5).fill({ top: 0, left: 0, height: 24, width: 40 }),
  );
});
