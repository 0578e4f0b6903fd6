import { expect, it } from 'vitest';
import type { SetOverview } from '../reports/inspection';
import { imageTable } from './imageTable';

const OVERVIEW: SetOverview = {
  ...{ count: 3, height: 8, width: 8, trainedOn: 2 },
  parts: Uint8Array.of(0, 1, 2),
  split: { train: 1, validation: 1, test: 1, source: 'stratified' },
  channels: { mean: [0, 0, 0], std: [0, 0, 0] },
};

it('has a row for each image', () => {
  const classes = { labels: Uint16Array.of(1, 0, 1), classNames: ['=cat', 'dog, big'] };
  const duplicates = { groups: [{ images: [0, 2], identical: true }], complete: true };
  expect(imageTable({ ...OVERVIEW, ...classes }, duplicates)).toBe(
    'index,part,class,duplicate_group\n0,train,"dog, big",0\n1,validation,\'=cat,\n2,test,"dog, big",0\n',
  );
});

it('leaves empty what is not known', () => {
  expect(imageTable(OVERVIEW, null).split('\n')[1]).toBe('0,train,,');
});
