import fc from 'fast-check';
import { deflateSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { boundedInflate } from './boundedInflate';

describe('boundedInflate', () => {
  it('gives back what was deflated, packed well or not', () => {
    const runs = fc.array(fc.tuple(fc.uint8Array({ maxLength: 40 }), fc.integer({ min: 1, max: 400 })), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(runs, fc.constantFrom(0, 1, 9), (parts, level) => {
        const bytes = Uint8Array.from(
          parts.flatMap(
            ([part, count]) =>
              Array(count)
                .fill([...part])
                .flat() as number[],
          ),
        );
        const packed = deflateSync(bytes, { level: level });
        expect(boundedInflate(packed, bytes.length)).toEqual(bytes);
        if (bytes.length > 0) expect(boundedInflate(packed, bytes.length - 1)).toBeUndefined();
      }),
    );
  });

  it('stops as soon as there is too much', () => {
    const packed = deflateSync(new Uint8Array(50_000_000), { level: 9 });
    // What follows is damaged, and is never looked at.
    packed.fill(0xff, 2000);
    expect(boundedInflate(packed, 1000)).toBeUndefined();
  });

  it('throws an error for data that are damaged or cut off', () => {
    const packed = deflateSync(new TextEncoder().encode('a text that is packed'));
    for (let length = 1; length < packed.length; length++) {
      expect(() => boundedInflate(packed.subarray(0, length), 1000)).toThrow();
    }
  });
});
