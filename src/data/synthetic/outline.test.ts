import { describe, expect, it } from 'vitest';
import { Canvas } from './canvas';
import { boundingBox, ellipse, mirrored, roundedRectangle, smooth, stroke } from './outline';
import type { Contour } from './outline';
import { CHALK } from './palette';
import { IN_PLACE } from './placement';
import { surface } from './surface';

/** Share of the scene's area (4) that an outline covers, by painting it. */
function paintedArea(...outline: Contour[]): number {
  const canvas = new Canvas(128);
  canvas.paint({ outline, surface: surface(CHALK) }, IN_PLACE, [0, 0, 1], 1);
  return (4 * canvas.count(1)) / canvas.samples ** 2;
}

describe('outlines', () => {
  it('cover the areas of their shapes', () => {
    expect(paintedArea(ellipse(0.1, -0.1, 0.5, 0.3))).toBeCloseTo(Math.PI * 0.15, 1);
    expect(paintedArea(roundedRectangle(-0.5, -0.25, 0.5, 0.25, 0.1))).toBeCloseTo(
      0.5 - (4 - Math.PI) * 0.01,
      2,
    );
    expect(paintedArea(stroke([-0.5, -0.33], [0.5, 0.42], 0.2))).toBeCloseTo(1.25 * 0.2, 2);
  });

  it('leave holes by the even-odd rule', () => {
    const ring = paintedArea(ellipse(0, 0, 0.8), ellipse(0, 0, 0.4));
    expect(ring).toBeCloseTo(paintedArea(ellipse(0, 0, 0.8)) - paintedArea(ellipse(0, 0, 0.4)), 5);
  });

  it('are clipped at the border of the scene', () => {
    expect(paintedArea(ellipse(1, 0, 0.5))).toBeCloseTo(paintedArea(ellipse(0, 0, 0.5)) / 2, 2);
    expect(paintedArea(ellipse(5, 5, 0.5))).toBe(0);
  });

  it('pass through the points of a smooth curve and mirror', () => {
    const curve = smooth([
      [-1, 0],
      [0, -1],
      [0.5, 0],
      [0, 1],
    ]);
    expect(curve.slice(0, 2)).toEqual([-1, 0]);
    expect(boundingBox([mirrored(curve)]).right).toBeCloseTo(-boundingBox([curve]).left, 12);
  });
});
