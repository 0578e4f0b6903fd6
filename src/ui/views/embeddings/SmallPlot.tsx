import type { Ref } from 'react';
import { CHROME, FONT } from '../../theme/tokens';
import { tickText } from '../curves/ticks';
import { useScheme } from '../scheme';
import classes from './embeddings.module.css';

interface SmallPlotProps {
  readonly title: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  /** What the axes are, e.g. "rank" and "eigenvalue". */
  readonly axes: { readonly x: string; readonly y: string };
  readonly log?: boolean;
  readonly label: string;
  /** The drawing, for files. */
  readonly ref?: Ref<SVGSVGElement>;
}

const [WIDTH, HEIGHT] = [280, 140];
const EDGE = { left: 58, right: 8, top: 26, bottom: 22 };
/** A logarithmic axis goes so many powers of ten down at most. */
const DECADES = 8;

/** One curve with the ends of its axes. It is a file too: what it looks like stands in its attributes. */
export function SmallPlot({ title, points, axes, log = false, label, ref }: SmallPlotProps) {
  const { surface, ink1, ink2, lineStrong } = CHROME[useScheme()];
  const most = Math.max(...points.map(([, value]) => value));
  const least = most * 10 ** -DECADES;
  const height = (value: number) => (log ? Math.log10(Math.max(value, least, Number.MIN_VALUE)) : value);
  const shown = points.filter(([, value]) => Number.isFinite(value));
  const heights = shown.map(([, value]) => height(value));
  const low = log ? Math.min(...heights) : 0;
  const high = Math.max(...heights);
  const [from, to] = [shown[0]?.[0] ?? 0, shown.at(-1)?.[0] ?? 1];
  const [bottom, right] = [HEIGHT - EDGE.bottom, WIDTH - EDGE.right];
  const across = (value: number) => EDGE.left + ((right - EDGE.left) * (value - from)) / (to - from || 1);
  const up = (value: number) => bottom - ((bottom - EDGE.top) * (value - low)) / (high - low || 1);
  const end = (value: number) => tickText(Number((log ? 10 ** value : value).toPrecision(2)));
  return (
    <svg
      ref={ref}
      className={classes.plot}
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={label}
      fontFamily={FONT.text}
      fontSize={10}
      fill={ink2}
    >
      <rect width={WIDTH} height={HEIGHT} fill={surface} />
      <text x={0} y={12} fontSize={12} fontWeight={600} fill={ink1}>
        {title}
      </text>
      <path d={`M${EDGE.left} ${EDGE.top}V${bottom}H${right}`} fill="none" stroke={lineStrong} />
      <text transform={`translate(8 ${(EDGE.top + bottom) / 2}) rotate(-90)`} textAnchor="middle">
        {axes.y}
      </text>
      <text x={(EDGE.left + right) / 2} y={HEIGHT - 8} textAnchor="middle">
        {axes.x}
      </text>
      {shown.length > 0 && (
        <>
          <polyline
            points={shown
              .map(([at], place) => `${across(at).toFixed(1)},${up(heights[place]!).toFixed(1)}`)
              .join(' ')}
            fill="none"
            stroke={ink1}
            strokeWidth={1.5}
          />
          <circle cx={across(to)} cy={up(heights.at(-1)!)} r={2.5} fill={ink1} />
          <text x={EDGE.left - 4} y={EDGE.top + 4} textAnchor="end">
            {end(high)}
          </text>
          <text x={EDGE.left - 4} y={bottom} textAnchor="end">
            {end(low)}
          </text>
          <text x={EDGE.left} y={HEIGHT - 8}>
            {from.toLocaleString('en')}
          </text>
          <text x={right} y={HEIGHT - 8} textAnchor="end">
            {to.toLocaleString('en')}
          </text>
        </>
      )}
    </svg>
  );
}
