import { measureText } from '../../reports/measureText';
import { measure } from '../../reports/measures';
import type { Plot } from '../../reports/measure';
import { numberOf } from '../../reports/metricsEntry';
import { panel, type Curve, type Panel } from '../../reports/plots';
import { extent, extentWithoutSpikes, fittedRange } from '../../reports/ranges';
import { debiasedAverage } from '../../reports/smoothing';
import { extremes } from '../../reports/thinning';
import { VISUAL } from '../../reports/visual';
import type { MetricsLine } from '../bundle/runBundle';
import { linearAxis, tickLabel, type Axis, type Frame } from '../svg/plot';
import { Html, html } from './html';

/** In the order of the report. */
const PLOTS: readonly Plot[] = [
  'loss',
  'matching',
  'knn',
  'global',
  'local',
  'spread',
  'correlation',
  'classifier',
  'classifierLoss',
  'rate',
  'speed',
];
const [WIDTH, HEIGHT] = [400, 230];
const FRAME: Frame = { left: 44, right: WIDTH - 8, top: 8, bottom: HEIGHT - 24 };
/** Points of a line. */
const MOST_POINTS = 500;
/** As on the page. */
const SMOOTHING = 0.6;

interface Line {
  readonly curve: Curve;
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** The curves of a run, a figure for each plot that has values. */
export function curveFigures(metrics: readonly MetricsLine[]): Html {
  const figures = PLOTS.flatMap((id) => {
    const plot = panel(id);
    const lines = plot.curves.map((curve) => lineOf(curve, metrics)).filter(({ x }) => x.length > 0);
    return lines.length === 0 ? [] : [figure(plot, lines, metrics.at(-1)!.step)];
  });
  if (figures.length === 0) return html`<p class="note">No step was reported.</p>`;
  return html`<div class="plots">${figures}</div>`;
}

function lineOf(curve: Curve, metrics: readonly MetricsLine[]): Line {
  const points = metrics
    .map((entry) => [entry.step, numberOf(entry, curve.key) ?? Number.NaN] as const)
    .filter(([, value]) => Number.isFinite(value));
  const y = Float64Array.from(points, ([, value]) => value);
  return { curve, x: Float64Array.from(points, ([step]) => step), y };
}

function figure(plot: Panel, lines: readonly Line[], lastStep: number): Html {
  const factor = plot.percent === true ? 100 : 1;
  const extents = lines.map(({ curve, y }) => (curve.exact ? extent(y) : extentWithoutSpikes(y)));
  const range = fittedRange(extents, { log: false, fromZero: plot.fromZero ?? false }) ?? [0, 1];
  const x = linearAxis([0, Math.max(1, lastStep)], FRAME.left, FRAME.right);
  const y = linearAxis(
    range.map((end) => factor * end),
    FRAME.bottom,
    FRAME.top,
  );
  const clip = `inside-${plot.id}`;
  return html`<figure class="plot">
    <figcaption><b>${plot.title}</b> <span>${plot.axis}</span></figcaption>
    <ul class="legend">
      ${lines.map(legendItem)}
    </ul>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${`${plot.title} over steps`}">
      <clipPath id="${clip}">
        <rect
          x="${FRAME.left}"
          y="${FRAME.top - 2}"
          width="${FRAME.right - FRAME.left}"
          height="${FRAME.bottom - FRAME.top + 4}"
        />
      </clipPath>
      ${grid(x, y)}
      <g clip-path="url(#${clip})">${lines.map((line) => drawn(line, x, y, factor))}</g>
    </svg>
  </figure>`;
}

function legendItem({ curve, y }: Line): Html {
  const { mark, label, key, symbol } = curve;
  return html`<li>
    <svg class="sample" viewBox="0 0 28 10" aria-hidden="true">
      <path d="M1 5H27" style="stroke:var(--${mark})" stroke-dasharray="${VISUAL[mark].dashArray}" />
      ${marker(symbol, 14, 5, mark)}</svg
    >${label} <b>${measureText(measure(key), y.at(-1)!)}</b>
  </li>`;
}

function grid(x: Axis, y: Axis): Html[] {
  return [
    ...y.ticks.map(
      (tick) =>
        html`<path class="grid" d="M${FRAME.left} ${y.place(tick).toFixed(1)}H${FRAME.right}" /><text
            x="${FRAME.left - 6}"
            y="${(y.place(tick) + 4).toFixed(1)}"
            text-anchor="end"
            >${tickLabel(tick)}</text
          >`,
    ),
    ...x.ticks.map(
      (tick, place) =>
        html`<text
          x="${x.place(tick).toFixed(1)}"
          y="${FRAME.bottom + 17}"
          text-anchor="${place === x.ticks.length - 1 ? 'end' : 'middle'}"
          >${tickLabel(tick)}</text
        >`,
    ),
  ];
}

/** The raw values behind the smoothed ones; markers tell curves of one colour apart. */
function drawn({ curve, x: steps, y: values }: Line, x: Axis, y: Axis, factor: number): Html {
  const smooth = curve.exact ? values : debiasedAverage(values, SMOOTHING);
  const at = (row: number, of: Float64Array) =>
    [x.place(steps[row]!).toFixed(1), y.place(factor * of[row]!).toFixed(1)] as const;
  const path = (of: Float64Array) =>
    [...extremes(of, MOST_POINTS)]
      .map((row, index) => `${index === 0 ? 'M' : 'L'}${at(row, of).join(' ')}`)
      .join('');
  const { mark, symbol, exact } = curve;
  const places = [0.2, 0.5, 0.8].map((share) => Math.round(share * (values.length - 1)));
  const stroke = `stroke:var(--${mark})`;
  return html`${exact ? '' : html`<path class="raw" d="${path(values)}" style="${stroke}" />`}<path
      class="curve"
      d="${path(smooth)}"
      style="${stroke}"
      stroke-dasharray="${VISUAL[mark].dashArray}"
    />${[...new Set(places)].map((row) => marker(symbol, ...at(row, smooth), mark))}`;
}

function marker(symbol: Curve['symbol'], x: number | string, y: number | string, mark: string): Html {
  const [cx, cy] = [Number(x), Number(y)];
  const shapes: Readonly<Record<Curve['symbol'], string>> = {
    circle: `M${cx - 3} ${cy}a3 3 0 1 0 6 0a3 3 0 1 0 -6 0`,
    square: `M${cx - 2.6} ${cy - 2.6}h5.2v5.2h-5.2z`,
    diamond: `M${cx} ${cy - 3.6}l3.6 3.6l-3.6 3.6l-3.6 -3.6z`,
    x: `M${cx - 2.6} ${cy - 2.6}l5.2 5.2m0 -5.2l-5.2 5.2`,
  };
  const style = symbol === 'x' ? `stroke:var(--${mark});fill:none` : `fill:var(--${mark});stroke:none`;
  return html`<path d="${shapes[symbol]}" style="${style}" stroke-width="1.5" />`;
}
