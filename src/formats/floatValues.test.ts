import { describe, expect, it } from 'vitest';
import { decodeBFloat16, decodeFloat16, floatValues } from './floatValues';

describe('16-bit floats', () => {
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

  it('decodes bfloat16 as the upper half of a float32', () => {
    const bits = new Uint32Array(Float32Array.of(1, -2.5, 3.140625, Infinity).buffer);
    const halves = Uint16Array.from(bits, (word) => word >>> 16);
    expect([...decodeBFloat16(halves)]).toEqual([1, -2.5, 3.140625, Infinity]);
  });

  it('turns any numeric tensor into float32', () => {
    expect([...floatValues({ dtype: 'I64', shape: [2], data: BigInt64Array.of(-3n, 4n) })]).toEqual([-3, 4]);
    expect([...floatValues({ dtype: 'F64', shape: [1], data: Float64Array.of(0.1) })]).toEqual([
      Math.fround(0.1),
    ]);
    expect(() => floatValues({ dtype: 'BOOL', shape: [1], data: Uint8Array.of(1) })).toThrow(/booleans/);
  });
});
