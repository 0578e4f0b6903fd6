import type { Limit } from '../jobs/limit';

/** A kernel as a point of the plot. */
export interface RooflinePoint {
  readonly name: string;
  /** Operations per byte. */
  readonly intensity: number;
  readonly gflops: number;
}

const WIDTH = 760;
const HEIGHT = 480;
const MARGIN = { left: 70, right: 20, top: 40, bottom: 55 };
const FONT = 'font-family="system-ui, sans-serif" font-size="12"';

/** A roofline plot (Williams et al., 2009) as SVG: what kernels reach below what the adapter can do. */
export function rooflinePlot(limit: Limit, points: readonly RooflinePoint[]): string {
  const ridge = limit.gflops / limit.gigabytesPerSecond;
  const intensities = [...points.map(({ intensity }) => intensity), ridge];
  const speeds = [...points.map(({ gflops }) => gflops), limit.gflops];
  const x = axis(intensities, MARGIN.left, WIDTH - MARGIN.right);
  const y = axis(speeds, HEIGHT - MARGIN.bottom, MARGIN.top);
  const roof = [
    [x.low, x.low * limit.gigabytesPerSecond],
    [ridge, limit.gflops],
    [x.high, limit.gflops],
  ] as const;
  const path = roof.map(([a, b]) => `${x.place(a).toFixed(1)},${y.place(b).toFixed(1)}`).join(' ');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" ${FONT}>
<rect width="${WIDTH}" height="${HEIGHT}" fill="white"/>
<clipPath id="frame"><rect x="${MARGIN.left}" y="${MARGIN.top}" width="${WIDTH - MARGIN.left - MARGIN.right}" height="${HEIGHT - MARGIN.top - MARGIN.bottom}"/></clipPath>
<text x="${WIDTH / 2}" y="22" text-anchor="middle">Fused kernels, forward, below the roof of ${escape(limit.adapter)}</text>
${x.ticks.map((tick) => verticalLine(x.place(tick), tick)).join('\n')}
${y.ticks.map((tick) => horizontalLine(y.place(tick), tick)).join('\n')}
<polyline points="${path}" fill="none" stroke="#444" stroke-width="2" clip-path="url(#frame)"/>
${points.map(({ name, intensity, gflops }, index) => pointOf(x.place(intensity), y.place(gflops), name, index)).join('\n')}
<text x="${WIDTH / 2}" y="${HEIGHT - 12}" text-anchor="middle">floating-point operations per byte</text>
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
  return `<path d="M${place} ${MARGIN.top}V${HEIGHT - MARGIN.bottom}" stroke="#ddd"/><text x="${place}" y="${HEIGHT - MARGIN.bottom + 18}" text-anchor="middle">${tick.toPrecision(1)}</text>`;
}

function horizontalLine(place: number, tick: number): string {
  return `<path d="M${MARGIN.left} ${place}H${WIDTH - MARGIN.right}" stroke="#ddd"/><text x="${MARGIN.left - 8}" y="${place + 4}" text-anchor="end">${tick.toPrecision(1)}</text>`;
}

/** A dot with its name to the right or, every other one, to the left, so that neighbours stay legible. */
function pointOf(x: number, y: number, name: string, index: number): string {
  const isLeft = x > WIDTH / 2 || index % 2 === 1;
  return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="4" fill="#1f6fb2"/><text x="${(x + (isLeft ? -7 : 7)).toFixed(1)}" y="${(y + 4).toFixed(1)}" text-anchor="${isLeft ? 'end' : 'start'}" font-size="9">${escape(name)}</text>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
