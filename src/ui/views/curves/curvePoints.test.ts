import { describe, expect, it } from 'vitest';
import { drawable, MOST_POINTS } from './curvePoints';

describe('drawable', () => {
  it('leaves short lines alone and bounds long ones', () => {
    const points = (count: number) => {
      const values = Float64Array.from({ length: count }, (_, row) => Math.sin(row));
      return { x: values, y: values };
    };
    expect(drawable(points(100)).y).toHaveLength(100);
    const drawn = drawable(
      points(50_000),
      Float64Array.from({ length: 50_000 }, (_, row) => row),
    );
    expect(drawn.y.length).toBeLessThanOrEqual(MOST_POINTS);
    expect([...drawn.y]).toEqual([...drawn.beside].map((row) => Math.sin(row)));
  });
});
