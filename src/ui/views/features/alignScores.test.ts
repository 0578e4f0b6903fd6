import { describe, expect, it } from 'vitest';
import { alignedScores } from './alignScores';

const deviationOf = (values: Float32Array, axis: number) => {
  const own = values.filter((_, place) => place % 3 === axis);
  return Math.sqrt(own.reduce((sum, value) => sum + value * value, 0) / own.length);
};

/** Scores of 2 images of 4 cells, of mean 0, the first axis the longest. */
const values = Float32Array.from({ length: 24 }, (_, place) => {
  const [row, axis] = [Math.floor(place / 3), place % 3];
  return (3 - axis) * Math.cos((Math.PI * (axis + 1) * (row + 0.5)) / 8);
});
const first = { rows: 2, columns: 2, values };

/** Scores turned in all three axes, one of them mirrored and two swapped. */
function turnedBy(scores: Float32Array, angle: number): Float32Array {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const turned = new Float32Array(scores.length);
  for (let row = 0; row < scores.length; row += 3) {
    const [a, b, c] = [scores[row]!, scores[row + 1]!, scores[row + 2]!];
    const [x, y] = [cos * a - sin * b, sin * a + cos * b];
    turned.set([-(cos * y - sin * c), sin * y + cos * c, x], row);
  }
  return turned;
}

describe('alignedScores', () => {
  it('leaves the axes of the panel that chose the colours, each at a deviation of 1', () => {
    const own = alignedScores(first, first);
    for (const axis of [0, 1, 2]) {
      expect(deviationOf(own, axis)).toBeCloseTo(1, 5);
      expect(own[axis]! / values[axis]!).toBeCloseTo(1 / deviationOf(values, axis), 4);
    }
  });

  it('takes back turned, swapped and mirrored axes', () => {
    const reference = { ...first, values: turnedBy(values, 0.5) };
    const own = reference.values.map((value, at) => value / deviationOf(reference.values, at % 3));
    for (const angle of [0, 0.8, 2]) {
      const aligned = alignedScores({ ...first, values: turnedBy(values, angle) }, reference);
      aligned.forEach((value, place) => expect(value).toBeCloseTo(own[place]!, 4));
    }
  });

  it('finds the colours of a finer map of the same images', () => {
    const finer = new Float32Array(2 * 16 * 3);
    for (let image = 0; image < 2; image++)
      for (let cell = 0; cell < 16; cell++) {
        const coarse = (image * 2 + Math.floor(cell / 8)) * 2 + Math.floor((cell % 4) / 2);
        for (let axis = 0; axis < 3; axis++)
          finer[(image * 16 + cell) * 3 + axis] = -values[coarse * 3 + axis]!;
      }
    const aligned = alignedScores({ rows: 4, columns: 4, values: finer }, first);
    const own = alignedScores(first, first);
    for (const axis of [0, 1, 2]) expect(aligned[axis]).toBeCloseTo(own[axis]!, 4);
  });

  it('has no colours for scores that are equal or not finite', () => {
    for (const value of [0, Number.NaN]) {
      const aligned = alignedScores({ ...first, values: new Float32Array(24).fill(value) }, first);
      expect(aligned.every((score) => score === 0)).toBe(true);
    }
  });
});
