import { CHROME } from '../../theme/tokens';
import { columnOf } from '../../history/growableTable';
import type { Curve, Panel } from '../../../reports/plots';
import { guidesIn, type Guide } from './curveCatalogue';
import { measuredPoints, sharedPoints } from './curvePoints';
import { extent, extentWithoutSpikes, fittedRange, type Range } from '../../../reports/ranges';
import { logTicks } from './ticks';
import type { PlotContent } from './traces';
import { horizontalKey, verticalKey } from './zoom';

/** @file The axes of the plots: their ranges, which the person's zoom overrides, and their ticks. */

/** The horizontal range of all plots. */
export function horizontalRange(content: PlotContent): Range {
  return content.zoom[horizontalKey(content.settings)] ?? [0, horizontalEnd(content)];
}

/** Where the horizontal axis ends: at the last report of any run on show. */
function horizontalEnd({ history, previous, shared, compared = [], settings: { x } }: PlotContent): number {
  const runs = [history, previous, ...compared.map((run) => run.history)];
  const ends = runs.map((run) => (run && columnOf(run.steps, x).at(-1)) ?? 0);
  return Math.max(...ends, x === 'step' ? (shared?.step ?? 0) : 0) || 1;
}

export function isLog(panel: Panel, { settings }: PlotContent): boolean {
  return panel.scalable === true && settings.scale === 'log';
}

/** The vertical range of a panel: every curve of every run on show, and the guide lines; powers of ten where it is logarithmic. */
function verticalRange(content: PlotContent, panel: Panel): Range {
  const log = isLog(panel, content);
  const zoomed = content.zoom[verticalKey(panel, log)];
  if (zoomed !== undefined) return zoomed;
  const extents = panel.curves.flatMap((curve) =>
    valuesOfAllRuns(content, curve).map((values) =>
      content.settings.ignoreOutliers && !curve.exact
        ? extentWithoutSpikes(values, log)
        : extent(values, log),
    ),
  );
  const levels = guidesOf(content, panel).map(({ value }): Range => [value, value]);
  const range = fittedRange([...extents, ...levels], { log, fromZero: panel.fromZero ?? false });
  return (range && inPercent(panel, range)) ?? (log ? [-1, 1] : [0, 1]);
}

function inPercent(panel: Panel, [low, high]: Range): Range {
  return panel.percent ? [100 * low, 100 * high] : [low, high];
}

function valuesOfAllRuns(
  { history, previous, shared, compared = [], settings }: PlotContent,
  curve: Curve,
): Float64Array[] {
  return [
    measuredPoints(history, curve, settings.x),
    ...(previous ? [measuredPoints(previous, curve, settings.x)] : []),
    ...(shared ? [sharedPoints(shared, curve, settings.x)] : []),
    ...compared.map((run) => measuredPoints(run.history, curve, settings.x)),
  ].map(({ y }) => y);
}

export function hasValues(content: PlotContent, panel: Panel): boolean {
  return panel.curves.some((curve) => valuesOfAllRuns(content, curve).some(({ length }) => length > 0));
}

export function guidesOf({ config }: PlotContent, panel: Panel): readonly Guide[] {
  return config === undefined ? [] : guidesIn(panel, config);
}

/** What both kinds of axes have in common. */
function axisOf({ scheme }: PlotContent, range: Range, unit: number, touch: boolean) {
  const chrome = CHROME[scheme];
  return {
    color: chrome.ink3,
    gridcolor: chrome.line,
    linecolor: chrome.lineStrong,
    zeroline: false,
    fixedrange: touch,
    autorange: false,
    range: [...range],
    // A range that is set here goes before what plotly remembers of the person's zoom.
    uirevision: range.join(' '),
    tickfont: { size: 10.5 * unit, color: chrome.ink2 },
    // Else every label is measured at every drawing, a fifth of its time.
    ticklabeloverflow: 'allow',
  };
}

interface AxisSpace {
  /** Length of the axis in px. */
  readonly length: number;
  readonly unit: number;
  readonly touch: boolean;
}

export function horizontalAxis(content: PlotContent, { length, unit, touch }: AxisSpace) {
  const chrome = CHROME[content.scheme];
  const steps = content.settings.x === 'step';
  return {
    ...axisOf(content, horizontalRange(content), unit, touch),
    showgrid: false,
    showline: true,
    ticks: 'outside',
    ticklen: 3 * unit,
    tickcolor: chrome.lineStrong,
    nticks: Math.max(3, Math.round(length / (60 * unit))),
    separatethousands: true,
    showspikes: false,
    unifiedhovertitle: { text: steps ? 'Step %{x:,.0f}' : '%{x:,.1f} s' },
    title: {
      text: steps ? 'step' : 'training time, s',
      standoff: 4 * unit,
      font: { size: 10.5 * unit, color: chrome.ink3 },
    },
  };
}

/** Px between two labels of a vertical axis, in units. */
const TICK_EVERY = 36;

export function verticalAxis(content: PlotContent, panel: Panel, { length, unit, touch }: AxisSpace) {
  const range = verticalRange(content, panel);
  const most = Math.max(3, Math.round(length / (TICK_EVERY * unit)));
  return {
    ...axisOf(content, range, unit, touch),
    showspikes: false,
    ...(isLog(panel, content)
      ? { type: 'log', tickmode: 'array', ...logTicks(range, most) }
      : {
          type: 'linear',
          nticks: most + 1,
          tickformat: Math.max(...range.map(Math.abs)) >= 1e4 ? '~s' : '~g',
        }),
  };
}
