import type { Data } from 'plotly.js';
import type { RunConfig } from '../../../config/runConfig';
import type { RunSummary } from '../../../config/runSummary';
import { CHROME, RAW_OPACITY, RUN_LINE, VISUAL, type Scheme } from '../../theme/tokens';
import { plain } from '../../../quoted';
import type { RunHistory } from '../../history/history';
import type { Curve, Panel } from '../../../reports/plots';
import { drawable, measuredPoints, sharedPoints, shownOver, smoothed, type Points } from './curvePoints';
import type { CurveSettings } from './curveSettings';
import { previousLabel, sharedLabel } from './legend';
import { horizontalKey, type Zoom } from './zoom';

/** A run among others. */
export interface ComparedCurves {
  readonly name: string;
  readonly colour: Readonly<Record<Scheme, string>>;
  readonly history: RunHistory;
}

/** Everything that the plots are made from. */
export interface PlotContent {
  readonly panels: readonly Panel[];
  readonly history: RunHistory;
  readonly previous?: RunHistory | undefined;
  readonly shared?: RunSummary | undefined;
  /** Runs that are compared: they are all that is drawn then. */
  readonly compared?: readonly ComparedCurves[] | undefined;
  readonly config?: RunConfig | undefined;
  readonly settings: CurveSettings;
  readonly zoom: Zoom;
  readonly scheme: Scheme;
}

/** In the order in which they are given away. */
const SYMBOLS = ['circle', 'square', 'diamond', 'x'] as const;

/** Markers along a line, to tell the curves of one hue apart. */
const MARKERS = 6;

/** Plotly's name of the `index`-th axis, legend, …: `x`, `x2`, `x3`. */
export function numbered(name: string, index: number): string {
  return index === 0 ? name : `${name}${index + 1}`;
}

/** What draws the lines of one panel. */
function pen({ settings, zoom }: PlotContent, panel: Panel, index: number, width: number) {
  const place = {
    xaxis: numbered('x', index),
    yaxis: numbered('y', index),
    legend: numbered('legend', index),
  };
  const weight = (curve: Curve) => (curve.exact ? 0 : settings.smoothing);
  const shown = (values: Float64Array) => (panel.percent ? values.map((value) => 100 * value) : values);
  const number = (variable: string) => (panel.percent ? `%{${variable}:.1f} %` : `%{${variable}:.4~g}`);
  const line = (curve: Curve, points: Points, style: Partial<Data>): Data =>
    ({
      type: 'scatter',
      mode: 'lines',
      ...place,
      name: curve.label,
      uid: `${panel.id}-${curve.key}-${style.meta as string}`,
      x: points.x,
      y: shown(points.y),
      hoverinfo: 'skip',
      showlegend: false,
      ...style,
    }) as Data;
  const window = shownOver(width, zoom[horizontalKey(settings)]);
  const thinned = (points: Points, beside?: Float64Array) => drawable(points, window, beside);
  return { weight, shown, number, line, thinned };
}

/** Where a panel's lines are drawn. */
export interface PanelPlace {
  /** Of the panel among the others. */
  readonly index: number;
  /** Of its plot, in px. */
  readonly width: number;
  /** Px of a sixteenth of the page's text size. */
  readonly unit: number;
  /** Plotly's name of the legend that names the other runs on show, for the panel that speaks for all. */
  readonly runsLegend?: string | undefined;
}

/** The lines of one panel. */
export function panelTraces(content: PlotContent, panel: Panel, place: PanelPlace): Data[] {
  const { compared } = content;
  return compared === undefined
    ? runTraces(content, panel, place)
    : comparedTraces(content, compared, panel, place);
}

/** Every curve of every run, in the run's colour. The legend tells the curves apart; who is who stands beside the plots. */
function comparedTraces(
  content: PlotContent,
  runs: readonly ComparedCurves[],
  panel: Panel,
  { index, width, unit }: PanelPlace,
): Data[] {
  const { settings, scheme } = content;
  const { weight, number, line, thinned } = pen(content, panel, index, width);
  const several = panel.curves.length > 1;
  const look = (curve: Curve, color: string) => ({
    mode: several ? 'lines+markers' : 'lines',
    line: { color, width: RUN_LINE.current.width * unit, dash: VISUAL[curve.mark].dash },
    marker: { symbol: symbolAmong(panel.curves, curve), size: 6 * unit, color, maxdisplayed: MARKERS },
  });
  const nowhere = { x: new Float64Array(1).fill(Number.NaN), y: new Float64Array(1).fill(Number.NaN) };
  const keys = panel.curves.map((curve) =>
    line(curve, nowhere, {
      meta: 'key',
      showlegend: several,
      ...look(curve, CHROME[scheme].ink2),
    }),
  );
  const lines = runs.flatMap(({ name, colour, history }, run) =>
    panel.curves.map((curve) => {
      const points = measuredPoints(history, curve, settings.x);
      return line(curve, thinned(smoothed(points, weight(curve))), {
        meta: `run-${run}`,
        hoverinfo: 'all',
        hovertemplate: `${number('y')}<extra>${[bare(name), ...(several ? [curve.label] : [])].join(', ')}</extra>`,
        ...look(curve, colour[scheme]),
      });
    }),
  );
  return [...keys, ...lines];
}

/** The colour is the run's, so curves of one dash need symbols of their own. */
function symbolAmong(curves: readonly Curve[], curve: Curve): string {
  const dash = VISUAL[curve.mark].dash;
  const others = curves.slice(0, curves.indexOf(curve)).filter(({ mark }) => VISUAL[mark].dash === dash);
  const taken = others.map(({ symbol }) => symbol);
  return taken.includes(curve.symbol)
    ? (SYMBOLS.find((symbol) => !taken.includes(symbol)) ?? curve.symbol)
    : curve.symbol;
}

/** A name as plotly shows it: its own marks mean nothing in it. */
function bare(name: string): string {
  return plain(name, 40).replaceAll(/[<>{}%&]/g, ' ');
}

/** Back to front: previous run, shared run, raw values, smoothed values. */
function runTraces(
  content: PlotContent,
  panel: Panel,
  { index, width, unit, runsLegend }: PanelPlace,
): Data[] {
  const { history, previous, shared, settings, scheme } = content;
  const { weight, shown, number, line, thinned } = pen(content, panel, index, width);

  /** The lines of another run; the first of the figure stands for them all in the legend. */
  const reference = (kind: 'previous' | 'shared', label: string, pointsOf: (curve: Curve) => Points) =>
    panel.curves.map((curve, row) =>
      line(curve, thinned(smoothed(pointsOf(curve), weight(curve))), {
        meta: kind,
        name: label,
        ...(runsLegend === undefined ? {} : { legend: runsLegend, showlegend: row === 0 }),
        opacity: RUN_LINE[kind].opacity,
        hoverinfo: 'all',
        hovertemplate: `${number('y')}<extra>${curve.label}, ${RUN_LINE[kind].label.toLowerCase()}</extra>`,
        line: {
          color: VISUAL[curve.mark][scheme],
          width: RUN_LINE[kind].width * unit,
          dash: RUN_LINE[kind].dash,
        },
      }),
    );

  const own = panel.curves.flatMap((curve) => {
    const points = measuredPoints(history, curve, settings.x);
    const colour = VISUAL[curve.mark][scheme];
    const raw = line(curve, thinned(points), {
      meta: 'raw',
      opacity: RAW_OPACITY,
      line: { color: colour, width: unit },
    });
    const smooth = thinned(smoothed(points, weight(curve)), points.y);
    const main = line(curve, smooth, {
      meta: 'main',
      mode: panel.curves.length > 1 || points.x.length < 3 ? 'lines+markers' : 'lines',
      hoverinfo: 'all',
      ...(weight(curve) > 0
        ? {
            customdata: [...shown(smooth.beside)],
            hovertemplate: `${number('y')} <i>smoothed</i>, ${number('customdata')} <i>raw</i>`,
          }
        : { hovertemplate: number('y') }),
      showlegend: points.x.length > 0 || shared === undefined,
      line: { color: colour, width: RUN_LINE.current.width * unit, dash: VISUAL[curve.mark].dash },
      marker: { symbol: curve.symbol, size: 7 * unit, color: colour, maxdisplayed: MARKERS },
    });
    return weight(curve) > 0 ? [raw, main] : [main];
  });
  return [
    ...(previous
      ? reference('previous', previousLabel(previous), (curve) => measuredPoints(previous, curve, settings.x))
      : []),
    ...(shared
      ? reference('shared', sharedLabel(shared), (curve) => sharedPoints(shared, curve, settings.x))
      : []),
    ...own,
  ];
}
