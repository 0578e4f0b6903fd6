/** `12 500`, with a plain, no-break or thin space. */
const SPACED = /^[1-9]\d{0,2}(\s\d{3})+([.,]\d*)?$/;
/** `1,000` or `1,234,567.5`: groups of three, and no group that begins with 0. */
const GROUPED = /^[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/;
const GROUPED_BY_POINTS = /^[1-9]\d{0,2}(\.\d{3})+,\d*$/;
const DECIMAL_COMMA = /^\d*,\d+$/;
const PLAIN = /^(\d+\.?\d*|\.\d+)$/;

/**
 * A number as people write it: `0.001`, `1e-3`, `3.20e−5` and `1,000` as the page writes them, `0,75` with a decimal
 * comma, spaces around it or between thousands. `1,000` is a thousand, because the page writes it so.
 *
 * @returns `undefined` for everything else, so that no text is taken for another number.
 */
export function parseNumber(text: string): number | undefined {
  const match = /^([+−-]?)([^eE]+)(?:[eE]([+−-]?)(\d{1,3}))?$/.exec(text.trim());
  if (match === null) return undefined;
  const [, sign, digits = '', exponentSign, exponent] = match;
  const mantissa = plainMantissa(digits);
  if (mantissa === undefined) return undefined;
  const power =
    exponent === undefined ? '' : `e${exponentSign === '' || exponentSign === '+' ? '' : '-'}${exponent}`;
  const value = Number(mantissa + power) * (sign === '-' || sign === '−' ? -1 : 1);
  if (!Number.isFinite(value)) return undefined;
  // There is one zero: −0 would count as a change.
  return value === 0 ? 0 : value;
}

/** The digits with a decimal point and without separators of thousands. */
function plainMantissa(digits: string): string | undefined {
  const text = SPACED.test(digits) ? digits.replace(/\s/g, '') : digits;
  if (PLAIN.test(text)) return text;
  if (GROUPED.test(text)) return text.replaceAll(',', '');
  if (GROUPED_BY_POINTS.test(text)) return text.replaceAll('.', '').replace(',', '.');
  if (DECIMAL_COMMA.test(text)) return text.replace(',', '.');
  return undefined;
}
