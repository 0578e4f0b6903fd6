import type { Range } from '../../../reports/ranges';

/** @file Ticks of a logarithmic axis: few, evenly spread to the eye, with labels that can be read at once. */

export interface Ticks {
  readonly tickvals: readonly number[];
  readonly ticktext: readonly string[];
}

/** Digits that ticks of one power of ten start with, from few to many. */
const DIGITS = [[1], [1, 3], [1, 2, 5], [1, 2, 3, 4, 6, 8]] as const;
/** Steps between ticks on a span too short for digits, in parts of a power of ten. */
const NICE = [1, 2, 2.5, 5] as const;

/**
 * Ticks for an axis that goes from 10^`low` to 10^`high`: the most that are no more than `most`, at least two.
 *
 * @param range ends as powers of ten
 */
export function logTicks([low, high]: Range, most: number): Ticks {
  const inside = (value: number) => Math.log10(value) >= low - 1e-9 && Math.log10(value) <= high + 1e-9;
  const powers = Array.from(
    { length: Math.floor(high) - Math.floor(low) + 1 },
    (_, index) => Math.floor(low) + index,
  );
  const sets = DIGITS.map((digits) =>
    powers.flatMap((power) => digits.map((digit) => Number(`${digit}e${power}`))).filter(inside),
  );
  const fitting = sets.findLast((values) => values.length >= 2 && values.length <= most);
  const values =
    fitting ?? (sets[0]!.length > most ? everyNth(powers, most).filter(inside) : evenTicks(low, high, most));
  return { tickvals: values, ticktext: values.map(tickText) };
}

/** Every second, third, … power of ten. */
function everyNth(powers: readonly number[], most: number): number[] {
  const stride = Math.ceil(powers.length / most);
  return powers.filter((power) => power % stride === 0).map((power) => Number(`1e${power}`));
}

/** Ticks at equal distances of their values, for a span within one power of ten. */
function evenTicks(low: number, high: number, most: number): number[] {
  const [from, to] = [10 ** low, 10 ** high];
  const rough = (to - from) / most;
  const unit = 10 ** Math.floor(Math.log10(rough));
  const step = unit * (NICE.find((nice) => nice * unit >= rough) ?? 10);
  const first = Math.ceil(from / step);
  const count = Math.floor(to / step) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) =>
    Number(((first + index) * step).toPrecision(6)),
  );
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const PREFIXES = ['', 'k', 'M', 'G'] as const;

/** "0.02", "250", "3 k" as "3k", and "2 × 10⁻⁵" as "2·10⁻⁵": plain or with an SI prefix where it is short. */
export function tickText(value: number): string {
  if (value === 0) return '0';
  const power = Math.floor(Math.log10(Math.abs(value)) + 1e-9);
  if (power >= 3 && power < 12) {
    const group = Math.floor(power / 3);
    return `${Number((value / 1000 ** group).toPrecision(6))}${PREFIXES[group]!}`;
  }
  if (power >= -3 && power < 3) return String(Number(value.toPrecision(6)));
  const digits = Number((value / 10 ** power).toPrecision(6));
  const exponent = String(Math.abs(power)).replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)]!);
  return `${digits === 1 ? '' : `${digits}·`}10${power < 0 ? '⁻' : ''}${exponent}`;
}
