import { useElementSize, useMediaQuery } from '@mantine/hooks';
import { useImperativeHandle, useState, type ReactNode, type Ref } from 'react';
import type { RunConfig } from '../../../config/runConfig';
import type { RunSummary } from '../../../config/runSummary';
import type { Panel } from '../../../reports/plots';
import type { PlotHandle } from '../plotHandle';
import { useScheme } from '../scheme';
import type { RunHistory } from '../../history/history';
import { useTextUnit } from '../useTextUnit';
import { horizontalRange, isLog } from './axes';
import { Crosshairs } from './Crosshairs';
import { CURVE_TABS, type CurveTab } from './curveCatalogue';
import { CurveControls } from './CurveControls';
import { DEFAULT_CURVE_SETTINGS, type CurveSettings } from './curveSettings';
import { CurveTabs } from './CurveTabs';
import { CurveValues } from './CurveValues';
import { buildFigure, gridOf } from './figure';
import { panelPart } from './figureGrid';
import { PanelHelp } from './PanelHelp';
import { PanelPlot } from './PanelPlot';
import { plotPng } from './plotPng';
import type { ComparedCurves } from './traces';
import { horizontalKey, isZoomed, NO_ZOOM, verticalKey, zoomedBy } from './zoom';
import classes from './curves.module.css';

export interface CurvesViewProps {
  readonly history: RunHistory;
  /** The run before the last reset, drawn faintly behind. */
  readonly previous?: RunHistory | undefined;
  /** The run that a link brought along, drawn dashed. */
  readonly shared?: RunSummary | undefined;
  /** Runs to compare, in place of one of them. */
  readonly compared?: readonly ComparedCurves[] | undefined;
  /** Configuration of the run, for the 1/√d guide lines; guides are left out without it. */
  readonly config?: RunConfig | undefined;
  /** True while the page has more urgent things to load than plots. */
  readonly waits?: boolean;
  /** Said beside that curves will come, while there are none. */
  readonly emptyNote?: ReactNode;
  readonly ref?: Ref<PlotHandle>;
}

/** Widths below which the tabs become a list, and the controls go behind a button, in units of the text. */
const TABS_FROM = 440;
const CONTROLS_FROM = 960;

/** How the losses, the matching accuracy and the other measures went so far. */
export function CurvesView({
  history,
  previous,
  shared,
  compared,
  config,
  waits = false,
  emptyNote,
  ref,
}: CurvesViewProps) {
  const [tabId, setTabId] = useState<CurveTab>('overview');
  const [settings, setSettings] = useState(DEFAULT_CURVE_SETTINGS);
  const [zoom, setZoom] = useState(NO_ZOOM);
  const [hovered, setHovered] = useState<number>();
  const { ref: frame, width } = useElementSize();
  const unit = useTextUnit();
  const touch = useMediaQuery('(pointer: coarse)');
  const scheme = useScheme();
  const { panels } = CURVE_TABS.find(({ id }) => id === tabId) ?? CURVE_TABS[0];
  const content = { panels, history, previous, shared, compared, config, settings, zoom, scheme };
  const grid = gridOf(content, { width, unit });
  const [failed, setFailed] = useState(false);
  const space = { width, unit, touch, revision: tabId };
  const zoomBy = (panel: Panel, change: Readonly<Record<string, unknown>>) =>
    setZoom((now) =>
      zoomedBy(now, change, horizontalKey(settings), [verticalKey(panel, isLog(panel, content))]),
    );

  const narrow = width < TABS_FROM * unit;
  const empty = [history.steps.length > 0, shared, previous, compared].every((known) => !known);

  useImperativeHandle(ref, () => ({
    exportPng: async () => {
      if (width === 0) throw new Error('The curves are not drawn yet.');
      const { default: plotly } = await import('./plotly');
      return plotPng(plotly, buildFigure(content, space), grid);
    },
  }));

  return (
    <section className={classes.view} aria-label="Curves">
      <div className={classes.head}>
        <CurveTabs value={tabId} onChange={setTabId} narrow={narrow} />
        <CurveControls
          settings={settings}
          onChange={(change: Partial<CurveSettings>) => setSettings((now) => ({ ...now, ...change }))}
          zoomed={isZoomed(zoom)}
          onResetZoom={() => setZoom(NO_ZOOM)}
          folded={width < CONTROLS_FROM * unit}
        />
      </div>
      <div
        ref={frame}
        id="curves-plot"
        role={narrow ? 'group' : 'tabpanel'}
        aria-label={`Plots: ${panels.map(({ title }) => title).join(', ')}`}
        className={classes.frame}
        style={{ minHeight: grid.height }}
      >
        {width > 0 &&
          panels.map((panel, place) => (
            <PanelPlot
              key={`${tabId} ${panel.id}`}
              panel={panel}
              content={content}
              space={space}
              part={panelPart(grid, place)}
              isWanted={!waits}
              onHover={setHovered}
              onZoom={(change) => zoomBy(panel, change)}
              onResetZoom={() => setZoom(NO_ZOOM)}
              onFail={() => setFailed(true)}
            />
          ))}
        {width > 0 &&
          !empty &&
          panels.map((panel, place) => (
            <PanelHelp key={panel.id} panel={panel} part={panelPart(grid, place)} />
          ))}
        {hovered !== undefined && <Crosshairs grid={grid} range={horizontalRange(content)} at={hovered} />}
        {failed && (
          <p className={classes.note}>
            The plotting library could not be loaded. Reload the page to try again.
          </p>
        )}
        {empty && !failed && (
          <p className={classes.note}>
            <span>Curves appear with the first step. {emptyNote}</span>
          </p>
        )}
      </div>
      {shared !== undefined && settings.x === 'seconds' && (
        <p className={classes.hint}>The shared run has no times: its curves are shown over steps only.</p>
      )}
      {compared === undefined && <CurveValues history={history} axis={settings.x} at={hovered} />}
    </section>
  );
}
