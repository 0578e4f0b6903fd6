import { expect, it } from 'vitest';
import { findPreset } from '../../config/presets';
import type { DataSummary } from '../../worker/protocol';
import { linkedData } from './linkedData';
import { INITIAL, type RunState } from './runState';

const { config } = findPreset('playground')!;
const of = (source: 'synthetic' | 'cifar10' | 'images') => ({ ...config, data: { ...config.data, source } });
const wantedData = { name: 'birds', count: 9, height: 32, width: 32 };
const loaded: RunState = {
  ...INITIAL,
  active: of('images'),
  files: { ...INITIAL.files, images: [new File([], 'a.png')] },
  data: {
    ...{ name: 'pets', count: 2, height: 64, width: 64, classNames: ['cat', 'dog'] },
    fingerprint: '0123456789abcdef',
  } as unknown as DataSummary,
};

it('a link names the images that are loaded', () => {
  expect(linkedData(loaded, of('images'))).toEqual({
    ...{ fingerprint: '0123456789abcdef', name: 'pets', count: 2, height: 64, width: 64, classes: 2 },
  });
});

it('or those that are wanted, while others or none are there', () => {
  const waiting = { ...INITIAL, needsFiles: true, wantedData };
  expect(linkedData(waiting, of('images'))).toEqual(wantedData);
  expect(linkedData({ ...loaded, wantedData }, of('cifar10'))).toEqual(wantedData);
  expect(linkedData({ ...loaded, filesPending: true, wantedData }, of('images'))).toEqual(wantedData);
});

it('and none for scenes, which are drawn again', () => {
  expect(linkedData({ ...loaded, wantedData }, of('synthetic'))).toBeUndefined();
});
