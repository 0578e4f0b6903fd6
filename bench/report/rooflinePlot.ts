import type { Limit } from '../jobs/limit';

/** A kernel as a point of the plot. */
export interface RooflinePoint {
  readonly name: string;
  /** Operations per byte. */
  readonly intensity: number;
  readonly gflops: number;
}

const WIDTH = 960;
const HEIGHT = 520;
/** The legend stands to the right. */
const MARGIN = { left: 70, right: 270, top: 40, bottom: 55 };
const [RIGHT, BOTTOM] = [WIDTH - MARGIN.right, HEIGHT - MARGIN.bottom];
const LEGEND = { left: RIGHT + 24, spacing: 18 };
const FONT = 'font-family="system-ui, sans-serif" font-size="12"';

/** A roofline plot (Williams et al., 2009) as SVG: what kernels reach below what the adapter can do. */
export function rooflinePlot(limit: Limit, points: readonly RooflinePoint[]): string {
  const ridge = limit.gflops / limit.gigabytesPerSecond;
  const x = axis([...points.map(({ intensity }) => intensity), ridge], MARGIN.left, RIGHT);
  const y = axis([...points.map(({ gflops }) => gflops), limit.gflops], BOTTOM, MARGIN.top);
  const roof = [
    [x.low, x.low * limit.gigabytesPerSecond],
    [ridge, limit.gflops],
    [x.high, limit.gflops],
  ] as const;
  const path = roof.map(([a, b]) => `${x.place(a).toFixed(1)},${y.place(b).toFixed(1)}`).join(' ');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" ${FONT}>
<rect width="${WIDTH}" height="${HEIGHT}" fill="white"/>
<clipPath id="frame"><path d="M${MARGIN.left} ${MARGIN.top}H${RIGHT}V${BOTTOM}H${MARGIN.left}Z"/></clipPath>
<text x="${(MARGIN.left + RIGHT) / 2}" y="22" text-anchor="middle">Forward kernels below the roof of ${escape(limit.adapter)}</text>
${x.ticks.map((tick) => verticalLine(x.place(tick), tick)).join('\n')}
${y.ticks.map((tick) => horizontalLine(y.place(tick), tick)).join('\n')}
<polyline points="${path}" fill="none" stroke="#444" stroke-width="2" clip-path="url(#frame)"/>
${points.map(({ intensity, gflops }, index) => dot(x.place(intensity), y.place(gflops), index)).join('\n')}
${points.map(({ name }, index) => legendLine(name, index)).join('\n')}
<text x="${(MARGIN.left + RIGHT) / 2}" y="${HEIGHT - 12}" text-anchor="middle">floating-point operations per byte</text>
<text transform="translate(18 ${HEIGHT / 2}) rotate(-90)" text-anchor="middle">GFLOP/s</text>
</svg>
`;
}

interface Axis {
  readonly low: number;
  readonly high: number;
  /** Powers of ten. */
  readonly ticks: readonly number[];
  place(value: number): number;
}

/** A logarithmic axis that spans whole powers of ten around the values. */
function axis(values: readonly number[], from: number, to: number): Axis {
  const exponents = values.map(Math.log10);
  const first = Math.floor(Math.min(...exponents));
  const last = Math.ceil(Math.max(...exponents) + 0.01);
  return {
    low: 10 ** first,
    high: 10 ** last,
    ticks: Array.from({ length: last - first + 1 }, (_, index) => 10 ** (first + index)),
    place: (value) => from + ((to - from) * (Math.log10(value) - first)) / (last - first),
  };
}

function verticalLine(place: number, tick: number): string {
  return `<path d="M${place} ${MARGIN.top}V${BOTTOM}" stroke="#ddd"/><text x="${place}" y="${BOTTOM + 18}" text-anchor="middle">${tickLabel(tick)}</text>`;
}

function horizontalLine(place: number, tick: number): string {
  return `<path d="M${MARGIN.left} ${place}H${RIGHT}" stroke="#ddd"/><text x="${MARGIN.left - 8}" y="${place + 4}" text-anchor="end">${tickLabel(tick)}</text>`;
}

function tickLabel(tick: number): string {
  return Number(tick.toPrecision(1)).toLocaleString('en', { maximumSignificantDigits: 1 });
}

/** A point with its number in the legend. */
function dot(x: number, y: number, index: number): string {
  return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="8" fill="#1f6fb2" fill-opacity="0.85"/><text x="${x.toFixed(1)}" y="${(y + 3).toFixed(1)}" text-anchor="middle" font-size="9" fill="white">${index + 1}</text>`;
}

function legendLine(name: string, index: number): string {
  return `<text x="${LEGEND.left}" y="${MARGIN.top + 10 + index * LEGEND.spacing}" font-size="11">${index + 1}  ${escape(name)}</text>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
