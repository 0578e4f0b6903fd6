import { durationText } from '../durationText';
import { bytes, percent, significant } from './format';
import type { Measure } from './measure';

/** The value of a measure as text. */
export function measureText(
  { unit, written: style }: Pick<Measure, 'unit' | 'written'>,
  value: number,
): string {
  if (style === 'decimals') return value.toFixed(4);
  if (style === 'signed') return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(4)}`;
  if (style === 'count') return value.toLocaleString('en');
  if (unit === 's') return durationText(value);
  if (unit === 'fraction') return percent(value, 1);
  if (unit === 'bytes') return bytes(value);
  if (unit === '1/s') return value < 100 ? value.toFixed(1) : Math.round(value).toLocaleString('en');
  return significant(value);
}
