import { describe, expect, it } from 'vitest';
import { bytes, percent, prefixed, significant } from './format';

describe('numbers on the page', () => {
  it('keep their digits', () => {
    expect([21.4, 3.2, 0.88, 0.00134, 0].map((value) => significant(value))).toEqual([
      '21.40',
      '3.200',
      '0.8800',
      '0.001340',
      '0.000',
    ]);
    expect(significant(3.2e-5)).toBe('3.20e−5');
    expect(significant(-1.5)).toBe('−1.500');
    expect(percent(0.6134, 1)).toBe('61.3 %');
  });

  it('carry the unit of their size', () => {
    expect([0, 999, 1000, 412e6, 1.24e9].map(bytes)).toEqual([
      '0.00 B',
      '999 B',
      '1.00 kB',
      '412 MB',
      '1.24 GB',
    ]);
    expect([0, 999, 99.5, 1000, 412e6].map(prefixed)).toEqual(['0', '999', '99.5', '1.00 k', '412 M']);
  });
});
