/** @file How numbers are written in tables. */

const DIGITS = 3;

/** Three significant digits, thousands grouped: `0.0123`, `45.6`, `12,300`. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const rounded = Number(value.toPrecision(DIGITS));
  return rounded.toLocaleString('en', { maximumSignificantDigits: DIGITS });
}

/** `12.3 MB`, in steps of a thousand. */
export function bytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  let unit = 0;
  let rest = value;
  while (rest >= 1000 && unit < units.length - 1) {
    rest /= 1000;
    unit += 1;
  }
  return `${figure(rest)} ${units[unit]!}`;
}

export function percent(share: number): string {
  return `${figure(100 * share)} %`;
}
