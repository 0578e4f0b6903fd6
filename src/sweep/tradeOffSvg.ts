import { axes, drawing, linearAxis, text, type Axis, type Frame } from '../formats/svg/plot';
import { labelPlaces } from './labelPlaces';
import type { Summary } from './statistics';
import type { TradeOff, TradeOffPoint } from './tradeOff';

const [WIDTH, HEIGHT] = [640, 480];
const FRAME: Frame = { left: 70, right: WIDTH - 30, top: 40, bottom: HEIGHT - 55 };
const SWEPT = '#1f6fb2';
const BASELINE = '#666';
const FRONT = '#c8541a';

/** The trade-off as a picture of its own: error bars are one standard deviation over the seeds, the line is the front. */
export function tradeOffSvg({ xMeasure, yMeasure, points, front, baselines }: TradeOff): string {
  const all = [...points, ...baselines];
  const x = axisOf(
    all.map((point) => point.x),
    FRAME.left,
    FRAME.right,
  );
  const y = axisOf(
    all.map((point) => point.y),
    FRAME.bottom,
    FRAME.top,
  );
  const labels = labelPlaces(
    all.map((point) => {
      const [atX, atY] = place(point, x, y);
      return { x: Number(atX), y: Number(atY), label: point.group.label };
    }),
    FRAME,
  );
  const places = front.map((point) => place(point, x, y).join(',')).join(' ');
  return drawing(WIDTH, HEIGHT, [
    text(
      (FRAME.left + FRAME.right) / 2,
      22,
      'Mean and standard deviation over seeds; line: Pareto front; diamonds: baselines',
    ),
    axes(FRAME, x, y, { x: xMeasure.axisTitle, y: yMeasure.axisTitle }),
    ...all.map((point) => spread(point, x, y, point.group.baseline === undefined ? SWEPT : BASELINE)),
    ...(front.length > 1
      ? [
          `<polyline class="front" points="${places}" fill="none" stroke="${FRONT}" stroke-width="1.5" stroke-dasharray="6 4"/>`,
        ]
      : []),
    ...points.map((point) => swept(point, x, y)),
    ...baselines.map((point) => baseline(point, x, y)),
    ...labels.map(({ x: atX, y: atY, anchor }, index) => text(atX, atY, all[index]!.group.label, anchor)),
  ]);
}

/** In per cent, wide enough for the bars; from 0 to 1 where there is nothing to show. */
function axisOf(summaries: readonly Summary[], from: number, to: number): Axis {
  const ends = summaries.flatMap(({ mean, sd = 0 }) => [100 * (mean - sd), 100 * (mean + sd)]);
  return linearAxis(ends.length === 0 ? [0, 1] : ends, from, to);
}

function place(point: TradeOffPoint, x: Axis, y: Axis): [string, string] {
  return [x.place(100 * point.x.mean).toFixed(1), y.place(100 * point.y.mean).toFixed(1)];
}

function spread(point: TradeOffPoint, x: Axis, y: Axis, colour: string): string {
  const [atX, atY] = place(point, x, y);
  const ends = ({ mean, sd = 0 }: Summary, axis: Axis) =>
    [mean - sd, mean + sd].map((share) => axis.place(100 * share).toFixed(1));
  const bar = (path: string) => `<path class="spread" d="${path}" stroke="${colour}" stroke-opacity="0.6"/>`;
  const [left, right] = ends(point.x, x);
  const [low, high] = ends(point.y, y);
  return [
    ...(point.x.sd === undefined ? [] : [bar(`M${left} ${atY}H${right}`)]),
    ...(point.y.sd === undefined ? [] : [bar(`M${atX} ${low}V${high}`)]),
  ].join('\n');
}

function swept(point: TradeOffPoint, x: Axis, y: Axis): string {
  const [atX, atY] = place(point, x, y);
  return `<circle cx="${atX}" cy="${atY}" r="5" fill="${SWEPT}"/>`;
}

function baseline(point: TradeOffPoint, x: Axis, y: Axis): string {
  const [atX, atY] = place(point, x, y);
  return `<path class="baseline" d="M${atX} ${atY}m-6 0l6 -6l6 6l-6 6z" fill="white" stroke="${BASELINE}" stroke-width="2"/>`;
}
