import { describe, expect, it } from 'vitest';
import { philox } from './philox';
import { permutation, randomStream } from './stream';

describe('philox', () => {
  // Known answers published with the Random123 library (kat_vectors, philox4x32-10).
  it.each([
    [
      [0, 0, 0, 0],
      [0, 0],
      [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    ],
    [
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ] as const)('meets the published vector for counter %j', (counter, key, expected) => {
    expect(philox(counter, key)).toEqual([...expected]);
  });
});

describe('randomStream', () => {
  it('is a function of its coordinates', () => {
    const draw = (...coordinates: Parameters<typeof randomStream>) => randomStream(...coordinates).next();
    expect(draw(1, 'view', 2, 3)).toBe(draw(1, 'view', 2, 3));
    const others = [
      draw(2, 'view', 2, 3),
      draw(1, 'order', 2, 3),
      draw(1, 'view', 3, 3),
      draw(1, 'view', 2, 4),
    ];
    expect(new Set([...others, draw(1, 'view', 2, 3)]).size).toBe(5);
  });

  it('draws uniform and normal numbers with the right moments', () => {
    const stream = randomStream(7, 'weights');
    const count = 20000;
    const normals = Array.from({ length: count }, () => stream.normal());
    const mean = normals.reduce((sum, value) => sum + value, 0) / count;
    const variance = normals.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count;
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(Math.abs(variance - 1)).toBeLessThan(0.05);
    const uniforms = Array.from({ length: count }, () => stream.between(2, 4));
    expect(Math.min(...uniforms)).toBeGreaterThanOrEqual(2);
    expect(Math.max(...uniforms)).toBeLessThan(4);
    expect(uniforms.reduce((sum, value) => sum + value, 0) / count).toBeCloseTo(3, 1);
  });

  it('permutes', () => {
    const order = permutation(100, randomStream(1, 'order'));
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, index) => index));
    expect([...order]).not.toEqual([...order].sort((a, b) => a - b));
  });
});
