import { describe, expect, it } from 'vitest';
import {
  decodeBFloat16,
  decodeFloat16,
  decodeFloat8E4M3,
  decodeFloat8E5M2,
  encodeFloat16,
  floatValues,
} from './floatValues';

describe('narrow floats', () => {
  it('decodes half precision, subnormals and infinities included', () => {
    const bits = Uint16Array.of(
      0x0000,
      0x8000,
      0x3c00,
      0xc000,
      0x0001,
      0x03ff,
      0x0400,
      0x7bff,
      0x7c00,
      0xfc00,
      0x3555,
    );
    expect([...decodeFloat16(bits)]).toEqual([
      0,
      -0,
      1,
      -2,
      2 ** -24,
      1023 * 2 ** -24,
      2 ** -14,
      65504,
      Infinity,
      -Infinity,
      0x555 * 2 ** -12,
    ]);
    expect([...decodeFloat16(Uint16Array.of(0x7e00))]).toEqual([NaN]);
  });

  it('encodes every half-precision number as itself', () => {
    const all = Uint16Array.from({ length: 2 ** 16 }, (_, bits) => bits);
    const numbers = all.filter((bits) => (bits & 0x7c00) !== 0x7c00 || (bits & 0x3ff) === 0);
    expect(encodeFloat16(decodeFloat16(numbers))).toEqual(numbers);
    expect([...encodeFloat16(Float32Array.of(NaN))]).toEqual([0x7e00]);
  });

  it('encodes the nearest half-precision number, of two the even one', () => {
    const nearest = (...values: number[]) => [...decodeFloat16(encodeFloat16(Float32Array.from(values)))];
    const step = 2 ** -10;
    expect(nearest(1 + 0.4 * step, 1 + 0.6 * step, 1 + 0.5 * step, 1 + 1.5 * step)).toEqual([
      1,
      1 + step,
      1,
      1 + 2 * step,
    ]);
    // Into the next power of two, and beyond the largest number.
    expect(nearest(2 - 0.1 * step, 65_519, 65_520, -1e9)).toEqual([2, 65_504, Infinity, -Infinity]);
    expect(nearest(2 ** -25, 1.1 * 2 ** -25, -(2 ** -14) * 0.9999)).toEqual([0, 2 ** -24, -(2 ** -14)]);
  });

  it('decodes bfloat16 as the upper half of a float32', () => {
    const bits = new Uint32Array(Float32Array.of(1, -2.5, 3.140625, Infinity).buffer);
    const halves = Uint16Array.from(bits, (word) => word >>> 16);
    expect([...decodeBFloat16(halves)]).toEqual([1, -2.5, 3.140625, Infinity]);
  });

  it('decodes float8: e4m3fn has no infinities, e5m2 has', () => {
    // Largest, one, smallest normal, largest and smallest subnormal, a negative, NaN: the table of Micikevicius et al. (2022).
    const e4m3 = Uint8Array.of(0x7e, 0x38, 0x08, 0x07, 0x01, 0xb8, 0x7f, 0xff);
    expect([...decodeFloat8E4M3(e4m3)]).toEqual([448, 1, 2 ** -6, 0.875 * 2 ** -6, 2 ** -9, -1, NaN, NaN]);
    const e5m2 = Uint8Array.of(0x7b, 0x3c, 0x04, 0x03, 0x01, 0xbc, 0x7c, 0x7f);
    expect([...decodeFloat8E5M2(e5m2)]).toEqual([
      57344,
      1,
      2 ** -14,
      0.75 * 2 ** -14,
      2 ** -16,
      -1,
      Infinity,
      NaN,
    ]);
    expect([...floatValues({ dtype: 'F8_E4M3', shape: [1], data: Uint8Array.of(0x40) })]).toEqual([2]);
    expect([...floatValues({ dtype: 'F8_E5M2', shape: [1], data: Uint8Array.of(0x40) })]).toEqual([2]);
  });

  it('turns any numeric tensor into float32', () => {
    expect([...floatValues({ dtype: 'I64', shape: [2], data: BigInt64Array.of(-3n, 4n) })]).toEqual([-3, 4]);
    expect([...floatValues({ dtype: 'F64', shape: [1], data: Float64Array.of(0.1) })]).toEqual([
      Math.fround(0.1),
    ]);
    expect(() => floatValues({ dtype: 'BOOL', shape: [1], data: Uint8Array.of(1) })).toThrow(/booleans/);
  });
});
