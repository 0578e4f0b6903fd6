import type { Limit } from '../jobs/limit';
import { axes, drawing, escape, logAxis, text, type Frame } from '../../src/formats/svg/plot';

/** A kernel as a point of the plot. */
export interface RooflinePoint {
  readonly name: string;
  /** Operations per byte. */
  readonly intensity: number;
  readonly gflops: number;
}

const [WIDTH, HEIGHT] = [960, 520];
/** The legend stands to the right. */
const FRAME: Frame = { left: 70, right: WIDTH - 270, top: 40, bottom: HEIGHT - 55 };
const LEGEND = { left: FRAME.right + 24, spacing: 18 };

/** A roofline plot (Williams et al., 2009) as SVG: what kernels reach below what the adapter can do. */
export function rooflinePlot(limit: Limit, points: readonly RooflinePoint[]): string {
  const { left, right, top, bottom } = FRAME;
  const ridge = limit.gflops / limit.gigabytesPerSecond;
  const x = logAxis([...points.map(({ intensity }) => intensity), ridge], 10, left, right);
  const y = logAxis([...points.map(({ gflops }) => gflops), limit.gflops], 10, bottom, top);
  const roof = [
    [x.low, x.low * limit.gigabytesPerSecond],
    [ridge, limit.gflops],
    [x.high, limit.gflops],
  ] as const;
  const path = roof.map(([a, b]) => `${x.place(a).toFixed(1)},${y.place(b).toFixed(1)}`).join(' ');
  return drawing(WIDTH, HEIGHT, [
    `<clipPath id="frame"><path d="M${left} ${top}H${right}V${bottom}H${left}Z"/></clipPath>`,
    text((left + right) / 2, 22, `Forward kernels below the roof of ${limit.adapter}`),
    axes(FRAME, x, y, { x: 'floating-point operations per byte', y: 'GFLOP/s' }),
    `<polyline points="${path}" fill="none" stroke="#444" stroke-width="2" clip-path="url(#frame)"/>`,
    ...points.map(({ intensity, gflops }, index) => dot(x.place(intensity), y.place(gflops), index)),
    ...points.map(({ name }, index) => legendLine(name, index)),
  ]);
}

/** A point with its number in the legend. */
function dot(x: number, y: number, index: number): string {
  return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="8" fill="#1f6fb2" fill-opacity="0.85"/><text x="${x.toFixed(1)}" y="${(y + 3).toFixed(1)}" text-anchor="middle" font-size="9" fill="white">${index + 1}</text>`;
}

function legendLine(name: string, index: number): string {
  return `<text x="${LEGEND.left}" y="${FRAME.top + 10 + index * LEGEND.spacing}" font-size="11">${index + 1}  ${escape(name)}</text>`;
}
