import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { describe, expect, it } from 'vitest';
import { principalScores } from './principalScores';

/** Rows that spread `spread` along orthogonal axes, in so many columns. */
function spreadRows(rows: number, columns: number, spread: readonly number[]): Float32Array {
  const table = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++)
    spread.forEach((width, axis) => {
      const along = width * Math.cos((Math.PI * (axis + 1) * (row + 0.5)) / rows);
      table[row * columns + axis] = 5 + along;
    });
  return table;
}

describe.each([
  ['more rows than columns', 40, 6],
  ['more columns than rows', 20, 50],
])('principalScores of %s', (_, rows, columns) => {
  it('finds the axes, their shares and places, without the mean', async () => {
    const table = spreadRows(rows, columns, [1, 3, 2]);
    const before = tf.memory().numTensors;
    const input = tf.tensor2d(table, [rows, columns]);
    const { scores, shares } = await principalScores(input, 3);
    input.dispose();
    expect(tf.memory().numTensors).toBe(before);
    [9 / 14, 4 / 14, 1 / 14].forEach((share, axis) => expect(shares[axis]).toBeCloseTo(share, 5));
    // Column 1 spreads most; its places come back but for a sign.
    const sign = Math.sign(scores[0]! * (table[1]! - 5));
    for (let row = 0; row < rows; row++)
      expect(sign * scores[row * 3]!).toBeCloseTo(table[row * columns + 1]! - 5, 4);
  });

  it('has nothing to tell of equal rows', async () => {
    const input = tf.ones<tf.Rank.R2>([rows, columns]);
    const { scores, shares } = await principalScores(input, 3);
    input.dispose();
    expect(shares).toEqual([0, 0, 0]);
    expect(scores.every((score) => score === 0)).toBe(true);
  });
});
