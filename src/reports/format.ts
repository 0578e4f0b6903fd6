/** A fraction as "61 %", with a decimal where one is asked for. */
export function percent(fraction: number, decimals = 0): string {
  return `${(100 * fraction).toFixed(decimals)} %`;
}

/**
 * A number in a fixed count of significant digits, so that it keeps its width while it changes: plain where it can be
 * read, with a power of ten elsewhere ("3.20e−5").
 */
export function significant(value: number, digits = 4): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e6)) {
    return value
      .toExponential(digits - 2)
      .replace('e-', 'e−')
      .replace('e+', 'e')
      .replace('-', '−');
  }
  return value.toPrecision(digits).replace('-', '−');
}

/** "1 image", "3,000 images". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** A number of bytes as "1.24 GB", in powers of 1,000. */
export function bytes(count: number): string {
  return `${inThousands(count)}B`;
}

/** A count as "1.24 G", "520 k" or "12", in powers of 1,000: what it counts follows. */
export function prefixed(count: number): string {
  return count < 1000 && Number.isInteger(count) ? String(count) : inThousands(count).trimEnd();
}

function inThousands(count: number): string {
  const prefixes = ['', 'k', 'M', 'G', 'T'];
  const power = count < 1 ? 0 : Math.min(prefixes.length - 1, Math.floor(Math.log10(count) / 3));
  return `${(count / 1000 ** power).toPrecision(3)} ${prefixes[power]}`;
}
