import { describe, expect, it } from 'vitest';
import { randomStream } from '../random/stream';
import { participationRatio, rankMe } from '../reports/spectrumMeasures';
import { principalAxes, type Table } from './principalAxes';

/** Rows of independent standard normal numbers. */
function gaussian(count: number, width: number): Table {
  const stream = randomStream(3, 'probe');
  return { rows: Float32Array.from({ length: count * width }, () => stream.normal()), count, width };
}

function rankOf(table: Table): number {
  return rankMe(principalAxes(table, { centred: false }).squares.map(Math.sqrt));
}

describe('principalAxes', () => {
  it('finds all dimensions of an isotropic Gaussian, and one of data along a line', () => {
    expect(rankOf(gaussian(400, 12))).toBeGreaterThan(11.9);
    expect(participationRatio(principalAxes(gaussian(400, 12), { centred: true }).squares)).toBeGreaterThan(
      11,
    );
    const line = Float32Array.from({ length: 50 * 8 }, (_, at) => (Math.floor(at / 8) - 20) * ((at % 8) + 1));
    expect(rankOf({ rows: line, count: 50, width: 8 })).toBeCloseTo(1, 2);
  });

  it('gives the singular values of a matrix that is worked out by hand', () => {
    const table = { rows: Float32Array.of(3, 0, 0, 4, 0, 0), count: 3, width: 2 };
    expect([...principalAxes(table, { centred: false }).squares]).toEqual([16, 9]);
  });

  it.each([
    ['tall', gaussian(30, 5)],
    ['wide', gaussian(5, 30)],
  ])('keeps distances of a %s table when all axes are kept', (_, table) => {
    const kept = Math.min(table.count, table.width);
    const scores = principalAxes(table, { centred: false }).scores(kept);
    const distance = (rows: Float32Array, width: number) => {
      const [a, b] = [rows.subarray(0, width), rows.subarray(width, 2 * width)];
      return Math.hypot(...a.map((value, place) => value - b[place]!));
    };
    expect(distance(scores, kept)).toBeCloseTo(distance(table.rows, table.width), 4);
  });

  it('has no axes where numbers are not finite, and zeros beyond the rank', () => {
    const broken = principalAxes({ rows: Float32Array.of(NaN, 1), count: 1, width: 2 }, { centred: true });
    expect([...broken.squares]).toEqual([0]);
    const single = principalAxes({ rows: Float32Array.of(1, 2), count: 1, width: 2 }, { centred: false });
    expect(single.scores(3)).toHaveLength(3);
    expect(single.scores(3)[0]).toBeCloseTo(Math.sqrt(5) * Math.sign(single.scores(3)[0]!), 5);
    expect(single.scores(3)[2]).toBe(0);
  });
});
