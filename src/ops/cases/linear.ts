import { linear, type Activation } from '../linear';
import { casesOf } from './opCases';

const size = (m: number, k: number, n: number, activation: Activation) => ({
  inputs: { x: [m, k], w: [n, k], b: [n] },
  attributes: { activation },
});

const timed = (m: number, k: number, n: number, activation: Activation) => ({
  ...size(m, k, n, activation),
  flops: 2 * m * k * n,
});

const ACTIVATIONS = ['none', 'relu', 'gelu'] as const;

export const linearCases = casesOf(linear, {
  tolerance: 1e-5,
  sizes: {
    ...Object.fromEntries(
      ACTIVATIONS.flatMap((activation) => [
        [`1×1 → 1, ${activation}`, size(1, 1, 1, activation)],
        [
          `3×17 → 5 without bias, ${activation}`,
          { inputs: { x: [3, 17], w: [5, 17] }, attributes: { activation } },
        ],
        [`65×12 → 33, ${activation}`, size(65, 12, 33, activation)],
        [`64×48 → 64, ${activation}`, size(64, 48, 64, activation)],
        [`700×20 → 9, ${activation}`, size(700, 20, 9, activation)],
      ]),
    ),
    'long sums': size(130, 260, 24, 'gelu'),
    'many rows': size(1030, 48, 36, 'none'),
  },
  halves: {
    'one vector': size(1, 4, 4, 'none'),
    ReLU: size(65, 12, 36, 'relu'),
    GELU: size(130, 48, 64, 'gelu'),
    'long sums for a small gradient': size(700, 20, 8, 'none'),
  },
  tiledSizes: [
    '3×17 → 5 without bias, relu',
    '65×12 → 33, gelu',
    'long sums',
    'many rows',
    'GELU',
    'long sums for a small gradient',
  ],
  timed: {
    '16384×48→192, GELU': timed(16384, 48, 192, 'gelu'),
    '16384×192→48': timed(16384, 192, 48, 'none'),
    '4096×96→384, GELU': timed(4096, 96, 384, 'gelu'),
    '4096×128→128': timed(4096, 128, 128, 'none'),
    '64×256→256': timed(64, 256, 256, 'none'),
  },
});
