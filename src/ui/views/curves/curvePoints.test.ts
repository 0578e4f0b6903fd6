import { describe, expect, it } from 'vitest';
import { drawable, shownOver } from './curvePoints';

/** A quiet line with one spike. */
function line(count: number, spike: number) {
  const x = Float64Array.from({ length: count }, (_, row) => row);
  const y = x.map((row) => (row === spike ? 9 : Math.sin(row)));
  return { x, y };
}

describe('drawable', () => {
  it('leaves short lines alone and bounds long ones by the width, without losing a spike', () => {
    expect(drawable(line(100, 5), shownOver(300)).y).toHaveLength(100);
    const points = line(100_000, 77_777);
    const drawn = drawable(points, shownOver(300), points.x);
    expect(drawn.y.length).toBeLessThanOrEqual(600);
    expect(drawn.y.length).toBeGreaterThan(300);
    expect(Math.max(...drawn.y)).toBe(9);
    expect([...drawn.y]).toEqual([...drawn.beside].map((row) => points.y[row]));
    expect([drawn.x[0], drawn.x.at(-1)]).toEqual([0, 99_999]);
  });

  it('shows every point of a stretch that one has zoomed into, and the line to its edges', () => {
    const drawn = drawable(line(100_000, 0), shownOver(300, [500.5, 600]));
    expect([drawn.x[0], drawn.x.at(-1)]).toEqual([500, 600]);
    expect(drawn.x).toHaveLength(101);
    expect(drawable(line(10, 0), shownOver(300, [-5, 99])).x).toHaveLength(10);
    expect(drawable(line(10, 0), shownOver(300, [20, 30])).x).toHaveLength(1);
  });
});
