import { prefixed } from '../reports/format';

/** @file How speeds and short times are written. */

/** "1.24 TFLOP/s", "93.0 GB/s". */
export function amountText(amount: number, unit: string): string {
  return `${prefixed(amount)}${prefixed(amount).includes(' ') ? '' : ' '}${unit}`;
}

/** "1.20 s", "45.3 ms", "5.10 µs", "0 s". */
export function secondsText(seconds: number): string {
  if (seconds === 0) return '0 s';
  if (seconds >= 1) return `${seconds.toPrecision(3)} s`;
  if (seconds >= 1e-3) return `${(1e3 * seconds).toPrecision(3)} ms`;
  return `${(1e6 * seconds).toPrecision(3)} µs`;
}
