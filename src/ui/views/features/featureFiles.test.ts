import { expect, it } from 'vitest';
import { npyHeader } from '../../../formats/npy';
import { featuresCsv, featuresJson, featuresNpy } from './featureFiles';

const table = {
  rows: 1,
  columns: 2,
  width: 1,
  values: Float32Array.from([1, 2, 3, 4]),
  range: [1, 4] as const,
};
const shown = { table, quantity: { of: 'norm' } as const, step: 7, shares: undefined };
const numbers = { sides: [{ weights: 'This run, now', shown }], images: [8, 12], map: 'Backbone map' };

it('writes a row a cell, and the same values by image and cell', () => {
  expect(featuresCsv(numbers).split('\n')).toEqual([
    'weights,step,map,image,row,column,value',
    '"This run, now",7,Backbone map,8,0,0,1',
    '"This run, now",7,Backbone map,8,0,1,2',
    '"This run, now",7,Backbone map,12,0,0,3',
    '"This run, now",7,Backbone map,12,0,1,4',
    '',
  ]);
  expect(JSON.parse(featuresJson(numbers))).toMatchObject({
    images: [8, 12],
    sides: [
      {
        step: 7,
        quantity: { of: 'norm' },
        values: [
          [[1], [2]],
          [[3], [4]],
        ],
      },
    ],
  });
});

it('writes the maps as an array of NumPy, with an axis of their own for components', async () => {
  const bytes = new Uint8Array(await featuresNpy(shown, 2).arrayBuffer());
  const header = npyHeader(bytes)!;
  expect(header).toMatchObject({ descr: '<f4', isFortran: false, shape: [2, 1, 2] });
  expect([...new Float32Array(bytes.buffer, header.bytes)]).toEqual([1, 2, 3, 4]);

  const colours = { table: { ...table, width: 3, values: new Float32Array(12) } };
  const own = new Uint8Array(await featuresNpy(colours, 2).arrayBuffer());
  expect(npyHeader(own)!.shape).toEqual([2, 1, 2, 3]);
});
