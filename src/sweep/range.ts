import { parseNumber } from '../config/numberText';
import { quoted } from '../quoted';

/** Values of one field at most. */
export const MOST_VALUES = 100;

const RANGE = /^(.+?)\.\.(.+?)(?:\s+(step|times)\s+(.+))?$/;
/** Digits that survive adding steps of 0.1. */
const DIGITS = 12;
/** Part of a step by which the end may be missed through rounding. */
const SLACK = 1e-9;

export function isRange(text: string): boolean {
  return text.includes('..');
}

/**
 * The numbers of a range, its end included where a step lands on it: `0..1 step 0.25`, or `1e-4..1e-1 times 10` where
 * each is a multiple of the one before. Whole numbers without a step go by ones.
 */
export function parseRange(
  text: string,
  integer: boolean,
): { readonly values: readonly number[] } | { readonly problem: string } {
  const [, first = '', last = '', kind, by] = RANGE.exec(text) ?? [];
  const from = parseNumber(first);
  const to = parseNumber(last);
  const amount = by === undefined ? (integer ? 1 : undefined) : parseNumber(by);
  if (from === undefined || to === undefined || amount === undefined)
    return { problem: `${quoted(text)}: write a range as 0..1 step 0.25, or 0.001..1 times 10.` };
  if (from > to) return { problem: `${quoted(text)}: a range goes from the smaller to the larger number.` };
  if (kind === 'times' && (amount <= 1 || from <= 0))
    return { problem: `${quoted(text)}: times needs a factor above 1 and numbers above 0.` };
  if (kind !== 'times' && amount <= 0) return { problem: `${quoted(text)}: a step is above 0.` };
  const steps = kind === 'times' ? Math.log(to / from) / Math.log(amount) : (to - from) / amount;
  const count = Math.floor(steps + SLACK) + 1;
  if (count > MOST_VALUES)
    return { problem: `${quoted(text)} has more than ${MOST_VALUES} values; take a larger step.` };
  return {
    values: Array.from({ length: count }, (_, place) => {
      const value = kind === 'times' ? from * amount ** place : from + place * amount;
      return Number(value.toPrecision(DIGITS));
    }),
  };
}
