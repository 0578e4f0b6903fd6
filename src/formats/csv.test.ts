import { expect, it } from 'vitest';
import { csvText } from './csv';

it('writes a header and lines, and quotes what would break them', () => {
  expect(
    csvText(
      ['a', 'b,c'],
      [
        [1, 'x'],
        ['say "no"', 'two\nlines'],
        ['', -0.5],
      ],
    ),
  ).toBe('a,"b,c"\n1,x\n"say ""no""","two\nlines"\n,-0.5\n');
});

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '=A1,"B"'])('makes no formula of the text %j', (text) => {
  const [, line = ''] = /\n([^]*)\n$/.exec(csvText(['a'], [[text]])) ?? [];
  expect(line).toMatch(/^"?'/);
});

it('leaves negative numbers as they are', () => {
  expect(csvText(['a'], [[-1e-7]])).toBe('a\n-1e-7\n');
});
