import { describe, expect, it } from 'vitest';
import { spreadOf } from '../measure/spread';
import { linearAxis, logAxis } from '../../src/formats/svg/plot';
import { bytes, figure, percent } from './numbers';
import { barPlot } from './barPlot';
import { rooflinePlot } from './rooflinePlot';
import { scalingPlot } from './scalingPlot';
import { table } from '../../src/formats/markdownTable';

describe('numbers', () => {
  it('keep three significant digits', () => {
    expect([0.01234, 45.678, 12345, 1, NaN].map(figure)).toEqual(['0.0123', '45.7', '12,300', '1', '–']);
    expect([999, 1000, 12_345_678, 5e12].map(bytes)).toEqual(['999 B', '1 kB', '12.3 MB', '5,000 GB']);
    expect(percent(0.1234)).toBe('12.3 %');
  });

  it('have a median and quartiles in any order', () => {
    expect(spreadOf([4, 1, 3, 2])).toEqual({ median: 2.5, low: 1.75, high: 3.25 });
    expect(spreadOf([7])).toEqual({ median: 7, low: 7, high: 7 });
  });
});

it('writes tables whose numbers stand to the right', () => {
  expect(
    table(
      ['engine', 'ms'],
      [
        ['ours', '5'],
        ['theirs', '120'],
      ],
    ),
  ).toBe(['| engine |  ms |', '| ------ | --: |', '| ours   |   5 |', '| theirs | 120 |'].join('\n'));
});

describe('plots', () => {
  it('have axes that span whole powers', () => {
    const axis = logAxis([3, 40], 10, 0, 100);
    expect(axis.ticks.map(Math.round)).toEqual([1, 10, 100]);
    expect(axis.place(10)).toBeCloseTo(50);
    expect(logAxis([8, 8], 2, 0, 1).ticks.map(Math.round)).toEqual([8, 16]);
  });

  it('have axes of even ticks around the values', () => {
    const axis = linearAxis([12, 47], 0, 100);
    expect(axis.ticks).toEqual([10, 20, 30, 40, 50]);
    expect(axis.place(30)).toBeCloseTo(50);
    for (const values of [
      [5, 5],
      [0, 0],
      [-0.3, 0.1],
      [1e-6, 3e-6],
      [99.9, 100.1],
    ]) {
      const { ticks, low, high } = linearAxis(values, 0, 1);
      expect(low).toBeLessThanOrEqual(values[0]!);
      expect(high).toBeGreaterThanOrEqual(values[1]!);
      expect(ticks.length).toBeGreaterThan(1);
      expect(ticks.length).toBeLessThan(10);
    }
  });

  it('draw the roof with its ridge and a dot per kernel, and escape names', () => {
    const limit = { adapter: 'A<B & C', gflops: 10, gigabytesPerSecond: 2 } as never;
    const svg = rooflinePlot(limit, [
      { name: 'one', intensity: 0.5, gflops: 1 },
      { name: 'two', intensity: 50, gflops: 8 },
    ]);
    expect(svg).toContain('A&lt;B &amp; C');
    expect(svg.match(/<circle/g)).toHaveLength(2);
    // The axis goes from 0.1 to 100 operations per byte over 620 pixels from 70 on; the ridge is at 5.
    const ridge = (70 + (620 * (Math.log10(5) + 1)) / 3).toFixed(1);
    expect(svg).toMatch(new RegExp(`polyline points="\\S+ ${ridge},`));
  });

  it('draw a panel per extent', () => {
    const points = [
      [8, 10],
      [16, 20],
    ] as const;
    const svg = scalingPlot([
      { title: 'a', extent: 'images', series: [{ name: 'step', points }] },
      {
        title: 'b',
        extent: 'cells',
        series: [
          { name: 'x', points },
          { name: 'y', points },
        ],
      },
    ]);
    expect(svg.match(/<circle/g)).toHaveLength(6);
    expect(svg.match(/<clipPath/g)).toHaveLength(2);
  });
});

it('draws a bar for each value, longer where it is larger', () => {
  const svg = barPlot('t', 'ms', [
    { name: 'a & b', value: 10, own: true },
    { name: 'c', value: 1000 },
  ]);
  expect(svg).toContain('a &amp; b');
  const widths = [...svg.matchAll(/<rect x="190" y="\d+" width="([\d.]+)"/g)].map(([, width]) =>
    Number(width),
  );
  expect(widths).toHaveLength(2);
  expect(widths[1]).toBeGreaterThan(widths[0]!);
});
