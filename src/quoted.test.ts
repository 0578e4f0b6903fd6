import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plain, quoted, quotedList } from './quoted';

describe('quoted', () => {
  it('leaves ordinary names as they are, in any script', () => {
    for (const name of [
      'backbone.stages.0.0.dwconv.weight',
      'C:\\images\\Äpfel 1.jpg',
      '猫/图片.png',
      '🦊.png',
    ]) {
      expect(plain(name)).toBe(name);
      expect(quoted(name)).toBe(`"${name}"`);
    }
  });

  it.each([
    ['\u001b[2K\rstep 9', '\\u001b[2K\\u000dstep 9'],
    ['a\u202egnp.exe', 'a\\u202egnp.exe'],
    ['a\u2066b\u2069', 'a\\u2066b\\u2069'],
    ['a\u009b31m', 'a\\u009b31m'],
    ['a\u2028b\u0000', 'a\\u2028b\\u0000'],
    ['\ud800x', '\\ud800x'],
    ['\u{e0041}', '\\u{e0041}'],
  ])('shows what could draw on a terminal as its number: %j', (text, shown) => {
    expect(plain(text)).toBe(shown);
  });

  it('keeps the beginning and the end of a long name', () => {
    const shown = plain(`backbone.${'x'.repeat(1000)}.weight`);
    expect(shown).toHaveLength(120);
    expect(shown).toMatch(/^backbone\.x+…x+\.weight$/);
    expect(plain('abcdefghij', 5)).toBe('ab…ij');
  });

  it('is never longer than allowed and never holds a control character', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.integer({ min: 5, max: 250 }),
        (text, most) => {
          const shown = plain(text, most);
          expect(shown.length).toBeLessThanOrEqual(most);
          expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
        },
      ),
    );
  });

  it('lists the first names and counts the others', () => {
    expect(quotedList(['a', 'b'])).toBe('"a", "b"');
    expect(quotedList(['a', 'b', 'c', 'd'], 200, 2)).toBe('"a", "b" and 2 more');
    expect(quotedList([])).toBe('');
    const long = quotedList(Array.from({ length: 9 }, (_, i) => `${'n'.repeat(90)}${i}`));
    expect(long.replaceAll(/"(, )?| and 4 more/g, '')).toHaveLength(120);
  });
});
