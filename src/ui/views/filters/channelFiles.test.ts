import { expect, it } from 'vitest';
import { channelsCsv } from './channelFiles';

it('writes a row for each cell that excites a channel, the strongest first', () => {
  const top = [
    { image: 9, cell: 3, value: 2.5 },
    { image: 1, cell: 0, value: 2 },
  ];
  const channel = { channel: 4, mean: 0.5, deviation: 1, share: 0.25, selectivity: 1.75, top };
  expect(channelsCsv([channel]).split('\n')).toEqual([
    'channel,mean,deviation,share,selectivity,rank,image,cell,value',
    '4,0.5,1,0.25,1.75,1,9,3,2.5',
    '4,0.5,1,0.25,1.75,2,1,0,2',
    '',
  ]);
});
