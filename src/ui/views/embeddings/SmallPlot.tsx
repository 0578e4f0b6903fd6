import { tickText } from '../curves/ticks';
import classes from './embeddings.module.css';

interface SmallPlotProps {
  readonly title: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  /** What the axis below is, e.g. "rank". */
  readonly x: string;
  readonly log?: boolean;
  readonly label: string;
}

const [WIDTH, HEIGHT] = [280, 120];
const EDGE = { left: 44, right: 8, top: 8, bottom: 22 };
/** A logarithmic axis goes so many powers of ten down at most. */
const DECADES = 8;

/** One curve with the ends of its axes. */
export function SmallPlot({ title, points, x, log = false, label }: SmallPlotProps) {
  const most = Math.max(...points.map(([, value]) => value));
  const least = most * 10 ** -DECADES;
  const height = (value: number) => (log ? Math.log10(Math.max(value, least, Number.MIN_VALUE)) : value);
  const shown = points.filter(([, value]) => Number.isFinite(value));
  const heights = shown.map(([, value]) => height(value));
  const low = log ? Math.min(...heights) : 0;
  const high = Math.max(...heights);
  const [from, to] = [shown[0]?.[0] ?? 0, shown.at(-1)?.[0] ?? 1];
  const across = (value: number) =>
    EDGE.left + ((WIDTH - EDGE.left - EDGE.right) * (value - from)) / (to - from || 1);
  const up = (value: number) =>
    HEIGHT - EDGE.bottom - ((HEIGHT - EDGE.top - EDGE.bottom) * (value - low)) / (high - low || 1);
  const end = (value: number) => tickText(Number((log ? 10 ** value : value).toPrecision(2)));
  return (
    <figure className={classes.plot}>
      <figcaption>{title}</figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
        <path
          className={classes.axis}
          d={`M${EDGE.left} ${EDGE.top}V${HEIGHT - EDGE.bottom}H${WIDTH - EDGE.right}`}
        />
        {shown.length > 0 && (
          <>
            <polyline
              points={shown
                .map(([at], place) => `${across(at).toFixed(1)},${up(heights[place]!).toFixed(1)}`)
                .join(' ')}
            />
            <circle cx={across(to)} cy={up(heights.at(-1)!)} r="2.5" />
            <text x={EDGE.left - 4} y={EDGE.top + 4} textAnchor="end">
              {end(high)}
            </text>
            <text x={EDGE.left - 4} y={HEIGHT - EDGE.bottom} textAnchor="end">
              {end(low)}
            </text>
            <text x={EDGE.left} y={HEIGHT - 8}>
              {from.toLocaleString('en')}
            </text>
            <text x={WIDTH - EDGE.right} y={HEIGHT - 8} textAnchor="end">
              {x} {to.toLocaleString('en')}
            </text>
          </>
        )}
      </svg>
    </figure>
  );
}
