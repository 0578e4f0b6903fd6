import { expect, it } from 'vitest';
import { otherImagesText, reproductionText } from './reproductionText';

const gpu = { device: 'GPU', data: '0123456789abcdef' };
const rounding = { verdict: 'rounding', upTo: 1200, compared: 40 } as const;

it('says how far two runs agree', () => {
  expect(reproductionText({ verdict: 'waiting' }, gpu, gpu)).toBeUndefined();
  const same = reproductionText({ verdict: 'same', upTo: 1200, compared: 40 }, gpu, gpu);
  expect(same).toBe('Reproduced up to step 1,200: 40 of 40 numbers are the same to the last digit.');
});

it('says where they part, and why they may', () => {
  const differs = { verdict: 'differs', from: 20, measure: 'total', theirs: 20.25, own: 21.25 } as const;
  const text = (own: { device: string; data?: string }) => reproductionText(differs, gpu, own);
  expect(text(gpu)).toMatch(/^Differs from step 20 on: .* is 21\.25 instead of 20\.25\. It may come from/);
  expect(text({ device: 'GPU', data: 'fedcba9876543210' })).toMatch(/other images\.$/);
  expect(text({ ...gpu, device: 'Processor' })).toMatch(/Another device computed it \(GPU\)/);
  const cut = (tileM: number) => ({ ...gpu, tilings: { 'linear 8×8×8': { tileM } } });
  expect(reproductionText(differs, cut(4), cut(8))).toMatch(/cut up differently/);
  expect(reproductionText(differs, cut(4), cut(4))).toMatch(/It may come from/);
  expect(reproductionText(rounding, gpu, { device: 'Processor' })).toMatch(
    /within rounding up to step 1,200/,
  );
});

it('says when other images are loaded, and which are the shared run’s', () => {
  const data = { name: 'birds', count: 64, height: 32, width: 32, classes: 4 };
  const other = 'fedcba9876543210';
  expect(otherImagesText({ summary: gpu, data }, other)).toBe(
    'Other images are loaded than those of the shared run ("birds": 64 images of 32 × 32, 4 classes).',
  );
  expect(otherImagesText({ summary: gpu }, other)).toBe(
    'Other images are loaded than those of the shared run.',
  );
  expect(otherImagesText({ summary: {}, data: { ...data, fingerprint: gpu.data } }, other)).toMatch(/^Other/);
  expect(otherImagesText({ summary: gpu, data }, gpu.data)).toBeUndefined();
  expect(otherImagesText({ summary: {}, data }, other)).toBeUndefined();
  expect(otherImagesText({ summary: gpu, data }, undefined)).toBeUndefined();
});
