/** @file The parts of a plot, as SVG. */

/** Where a plot's frame lies, in pixels. */
export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Axis {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
  place(value: number): number;
}

/** An axis that spans whole powers of `base` around the values, which are positive; `from` and `to` are pixels. */
export function logAxis(values: readonly number[], base: number, from: number, to: number): Axis {
  const exponent = (value: number): number => Math.log(value) / Math.log(base);
  const exponents = values.map(exponent);
  const first = Math.floor(Math.min(...exponents) + 1e-9);
  const last = Math.max(first + 1, Math.ceil(Math.max(...exponents) - 1e-9));
  return {
    low: base ** first,
    high: base ** last,
    ticks: Array.from({ length: last - first + 1 }, (_, index) => base ** (first + index)),
    place: (value) => from + ((to - from) * (exponent(value) - first)) / (last - first),
  };
}

/** Distances between ticks, times powers of ten. */
const TICK_STEPS = [1, 2, 5, 10];
const MOST_TICKS = 7;

/** An axis that spans whole ticks around the values; `from` and `to` are pixels. */
export function linearAxis(values: readonly number[], from: number, to: number): Axis {
  const least = Math.min(...values);
  const most = Math.max(...values);
  const rough = (most - least || Math.abs(most) || 1) / (MOST_TICKS - 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * TICK_STEPS.find((factor) => factor * power >= rough * (1 - 1e-9))!;
  const first = Math.floor(least / step);
  const last = Math.max(first + 1, Math.ceil(most / step));
  const [low, high] = [first * step, last * step];
  return {
    low,
    high,
    ticks: Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step),
    place: (value) => from + ((to - from) * (value - low)) / (high - low),
  };
}

/** Grid lines with their numbers, and the names of both axes. */
export function axes(
  frame: Frame,
  x: Axis,
  y: Axis,
  names: { readonly x: string; readonly y: string },
): string {
  const { left, right, top, bottom } = frame;
  const middle = (top + bottom) / 2;
  return [
    ...x.ticks.map((tick) => {
      const place = x.place(tick).toFixed(1);
      return `<path d="M${place} ${top}V${bottom}" stroke="#ddd"/>${text(place, bottom + 18, tickLabel(tick))}`;
    }),
    ...y.ticks.map((tick) => {
      const place = y.place(tick).toFixed(1);
      return `<path d="M${left} ${place}H${right}" stroke="#ddd"/>${text(left - 8, Number(place) + 4, tickLabel(tick), 'end')}`;
    }),
    text((left + right) / 2, bottom + 42, names.x),
    `<text transform="translate(${left - 52} ${middle}) rotate(-90)" text-anchor="middle">${escape(names.y)}</text>`,
  ].join('\n');
}

/** A drawing on white. */
export function drawing(width: number, height: number, parts: readonly string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12">
<rect width="${width}" height="${height}" fill="white"/>
${parts.join('\n')}
</svg>
`;
}

export function text(
  x: number | string,
  y: number | string,
  content: string,
  anchor: 'start' | 'middle' | 'end' = 'middle',
): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}">${escape(content)}</text>`;
}

export function escape(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** A number beside an axis. */
export function tickLabel(tick: number): string {
  return Number(tick.toPrecision(6)).toLocaleString('en', { maximumSignificantDigits: 6 });
}
