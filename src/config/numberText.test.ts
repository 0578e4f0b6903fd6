import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNumber } from './numberText';

describe('numbers as people write them', () => {
  it.each([
    ['0.001', 0.001],
    ['1e-3', 0.001],
    ['1E3', 1000],
    ['1e+3', 1000],
    ['3.20e−5', 3.2e-5],
    ['1,000', 1000],
    ['1,234,567.5', 1234567.5],
    ['1.234.567,5', 1234567.5],
    ['12 500', 12500],
    ['12\u202f500', 12500],
    ['0,75', 0.75],
    ['0,001', 0.001],
    ['1,5', 1.5],
    [' 64 ', 64],
    ['−1', -1],
    ['-.5', -0.5],
    ['.5', 0.5],
    ['5.', 5],
    ['007', 7],
    ['-0', 0],
  ])('%j is %d', (text, value) => {
    expect(parseNumber(text)).toBe(value);
  });

  it.each([
    ['1/3'],
    ['13px'],
    ['1e'],
    ['1e1.5'],
    ['e3'],
    ['0x10'],
    ['Infinity'],
    ['NaN'],
    ['1e999'],
    ['--1'],
    ['1,00,0'],
    ['1,000,00'],
    ['1.2.3'],
    ['1 2'],
    ['50 %'],
    [''],
    ['−'],
    ['١٢'],
  ])('%j is no number', (text) => {
    expect(parseNumber(text)).toBeUndefined();
  });

  it('reads back every number, however JavaScript or the page writes it', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(parseNumber(String(value))).toBe(Object.is(value, -0) ? 0 : value);
      }),
    );
    fc.assert(
      fc.property(fc.integer(), (value) => {
        expect(parseNumber(value.toLocaleString('en'))).toBe(value);
      }),
    );
  });
});
