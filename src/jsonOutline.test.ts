import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonOutline } from './jsonOutline';

describe('jsonOutline', () => {
  it('knows the depth and the keys of whatever JSON can say', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(2), (value, indent) => {
        const outline = jsonOutline(JSON.stringify(value, null, indent), 1000);
        expect(outline).toEqual({
          depth: depthOf(value),
          keys: Object.keys(JSON.parse(JSON.stringify(value)) as object),
        });
      }),
    );
  });

  it('finds keys that occur twice, however they are written', () => {
    expect(jsonOutline('{"a":{"b":1},"\\u0061" : 2,"c":["d",{"e":"f"}]}', 9)).toEqual({
      depth: 3,
      keys: ['a', 'a', 'c'],
    });
    expect(jsonOutline('{"a":1,"b":2,"c":3}', 2).keys).toEqual(['a', 'b']);
  });

  it('answers whatever is no JSON', () => {
    expect(jsonOutline('['.repeat(1_000_000)).depth).toBe(1_000_000);
    for (const text of ['"', '"\\', '{"a', '{"\\x":1}', ']]', '']) {
      expect(jsonOutline(text, 9).depth).toBeLessThan(2);
    }
  });
});

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}
