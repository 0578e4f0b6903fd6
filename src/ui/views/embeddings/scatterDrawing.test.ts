import { describe, expect, it } from 'vitest';
import { isOnShow, onPage, pointAt, WHOLE, type ScatterSpace } from './scatterDrawing';
import { scatterSvg } from './scatterSvg';

const space: ScatterSpace = {
  ...{ width: 400, height: 200, unit: 10 },
  ...{ zoom: WHOLE, ground: '#fff', ink: '#000', quietInk: '#555' },
};
/** Twice as large about the middle. */
const near = { ...space, zoom: { k: 2, x: -0.5, y: -0.5 } };
/** The corners of a square, and its middle. */
const places = Float32Array.of(-1, -1, 1, -1, -1, 1, 1, 1, 0, 0);
const points = {
  places,
  marks: Array.from({ length: 5 }, () => ({ colour: '#123456', glyph: '●' })),
  pictures: null,
  chosen: [],
  axes: { x: 'Component 1', y: 'Component 2' },
};
const at = (placed: Float32Array, point: number) => [placed[2 * point], placed[2 * point + 1]];

describe('onPage', () => {
  it('shows all points, with one scale for both axes', () => {
    const placed = onPage(places, space);
    expect(at(placed, 4)).toEqual([200, 100]);
    const [[left, bottom], [right], [, top]] = [at(placed, 0), at(placed, 1), at(placed, 2)];
    expect(right! - left!).toBeCloseTo(bottom! - top!, 4);
    for (let point = 0; point < 5; point++)
      expect(isOnShow(placed[2 * point]!, placed[2 * point + 1]!, space)).toBe(true);
  });

  it('shows a part larger, of which points are found where they are drawn', () => {
    const placed = onPage(places, near);
    expect(at(placed, 4)).toEqual([200, 100]);
    const [whole] = at(onPage(places, space), 1);
    expect(placed[2]! - 200).toBeCloseTo(2 * (whole! - 200), 3);
    expect(pointAt(placed, 203, 98, 10)).toBe(4);
    expect(isOnShow(placed[0]!, placed[1]!, near)).toBe(false);
  });
});

it('scatterSvg has the part on show, and the names of the axes', () => {
  const marks = (svg: string) => svg.split('●').length - 1;
  expect(marks(scatterSvg(points, space))).toBe(5);
  const svg = scatterSvg(points, near);
  expect(marks(svg)).toBe(1);
  expect(svg).toContain('>Component 1</text>');
  expect(svg).toContain('>Component 2</text>');
});
