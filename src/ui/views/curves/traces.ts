import type { Data } from 'plotly.js';
import type { RunConfig } from '../../../config/runConfig';
import type { RunSummary } from '../../../config/runSummary';
import { RAW_OPACITY, RUN_LINE, VISUAL, type Scheme } from '../../theme/tokens';
import type { RunHistory } from '../history';
import type { Curve, Panel } from './curveCatalogue';
import { drawable, measuredPoints, sharedPoints, smoothed, type Points } from './curvePoints';
import type { CurveSettings } from './curveSettings';

/** Everything that the plots are made from. */
export interface PlotContent {
  readonly panels: readonly Panel[];
  readonly history: RunHistory;
  readonly previous?: RunHistory | undefined;
  readonly shared?: RunSummary | undefined;
  readonly config?: RunConfig | undefined;
  readonly settings: CurveSettings;
  readonly scheme: Scheme;
}

/** Markers along a line, to tell the curves of one hue apart. */
const MARKERS = 6;

/** Plotly's name of the `index`-th axis, legend, …: `x`, `x2`, `x3`. */
export function numbered(name: string, index: number): string {
  return index === 0 ? name : `${name}${index + 1}`;
}

/** The lines of one panel, back to front: previous run, shared run, raw values, smoothed values. */
export function panelTraces(content: PlotContent, panel: Panel, index: number): Data[] {
  const { history, previous, shared, settings, scheme } = content;
  const place = {
    xaxis: numbered('x', index),
    yaxis: numbered('y', index),
    legend: numbered('legend', index),
  };
  const weight = (curve: Curve) => (curve.exact ? 0 : settings.smoothing);
  const line = (curve: Curve, points: Points, style: Partial<Data>): Data =>
    ({
      type: 'scatter',
      mode: 'lines',
      ...place,
      name: curve.label,
      uid: `${panel.id}-${curve.source.table}-${curve.source.column}-${style.meta as string}`,
      x: points.x,
      y: panel.percent ? points.y.map((value) => 100 * value) : points.y,
      hoverinfo: 'skip',
      showlegend: false,
      ...style,
    }) as Data;

  const before = previous
    ? panel.curves.map((curve, row) =>
        line(curve, drawable(smoothed(measuredPoints(previous, curve, settings.x), weight(curve))), {
          meta: 'previous',
          name: RUN_LINE.previous.label,
          showlegend: index === 0 && row === 0,
          opacity: RUN_LINE.previous.opacity,
          line: { color: VISUAL[curve.mark][scheme], width: RUN_LINE.previous.width },
        }),
      )
    : [];
  const fromLink = shared
    ? panel.curves.map((curve, row) =>
        line(curve, smoothed(sharedPoints(shared, curve, settings.x), weight(curve)), {
          meta: 'shared',
          name: RUN_LINE.shared.label,
          showlegend: index === 0 && row === 0,
          opacity: RUN_LINE.shared.opacity,
          line: {
            color: VISUAL[curve.mark][scheme],
            width: RUN_LINE.shared.width,
            dash: RUN_LINE.shared.dash,
          },
        }),
      )
    : [];
  const own = panel.curves.flatMap((curve) => {
    const points = measuredPoints(history, curve, settings.x);
    const colour = VISUAL[curve.mark][scheme];
    const raw = line(curve, drawable(points), {
      meta: 'raw',
      opacity: RAW_OPACITY,
      line: { color: colour, width: 1 },
    });
    const main = line(curve, drawable(smoothed(points, weight(curve))), {
      meta: 'main',
      mode: panel.curves.length > 1 || points.x.length < 3 ? 'lines+markers' : 'lines',
      hoverinfo: 'all',
      hovertemplate: (panel.percent ? '%{y:.1f} %' : '%{y:.4~g}') + (weight(curve) > 0 ? ' smoothed' : ''),
      showlegend: points.x.length > 0 || shared === undefined,
      line: { color: colour, width: RUN_LINE.current.width, dash: VISUAL[curve.mark].dash },
      marker: { symbol: curve.symbol, size: 7, color: colour, maxdisplayed: MARKERS },
    });
    return weight(curve) > 0 ? [raw, main] : [main];
  });
  return [...before, ...fromLink, ...own];
}
