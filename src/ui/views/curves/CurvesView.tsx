import { Tabs } from '@mantine/core';
import { useElementSize, useMediaQuery } from '@mantine/hooks';
import { useEffect, useEffectEvent, useImperativeHandle, useRef, useState, type Ref } from 'react';
import type { RunConfig } from '../../../config/runConfig';
import type { RunSummary } from '../../../config/runSummary';
import { useScheme } from '../scheme';
import type { RunHistory } from '../history';
import { CURVE_TABS, type CurveTab } from './curveCatalogue';
import { CurveControls } from './CurveControls';
import { DEFAULT_CURVE_SETTINGS, type CurveSettings } from './curveSettings';
import { CurveValues } from './CurveValues';
import { buildFigure, figureHeight } from './figure';
import { LivePlot } from './livePlot';
import classes from './curves.module.css';

/** What the page can ask of the curves. */
export interface CurvesHandle {
  /** The plot that is on show, zoom and all, as a PNG file of twice its size on the page. */
  exportPng(): Promise<Blob>;
}

export interface CurvesViewProps {
  readonly history: RunHistory;
  /** The run before the last reset, drawn faintly behind. */
  readonly previous?: RunHistory | undefined;
  /** The run that a link brought along, drawn dashed. */
  readonly shared?: RunSummary | undefined;
  /** Configuration of the run, for the 1/√d guide lines; guides are left out without it. */
  readonly config?: RunConfig | undefined;
  readonly ref?: Ref<CurvesHandle>;
}

/** How the losses, the matching accuracy and the other measures went so far. */
export function CurvesView({ history, previous, shared, config, ref }: CurvesViewProps) {
  const [tabId, setTabId] = useState<CurveTab>('overview');
  const [settings, setSettings] = useState(DEFAULT_CURVE_SETTINGS);
  const [zoomResets, setZoomResets] = useState(0);
  const [hovered, setHovered] = useState<number>();
  const { ref: frame, width } = useElementSize();
  const touch = useMediaQuery('(pointer: coarse)');
  const scheme = useScheme();
  const { panels } = CURVE_TABS.find(({ id }) => id === tabId) ?? CURVE_TABS[0];
  const { element, plot, failed } = useLivePlot(setHovered);

  const empty = history.steps.length === 0 && shared === undefined && previous === undefined;
  useEffect(() => {
    if (width === 0) return;
    plot?.show(() =>
      buildFigure(
        { panels, history, previous, shared, config, settings, scheme },
        { width, touch, revision: `${tabId} ${zoomResets}` },
      ),
    );
  }, [plot, tabId, panels, history, previous, shared, config, settings, scheme, width, touch, zoomResets]);

  useImperativeHandle(ref, () => ({
    exportPng: () => (plot ? plot.toPng() : Promise.reject(new Error('The curves are not drawn yet.'))),
  }));

  return (
    <section className={classes.view} aria-label="Curves">
      <div className={classes.head}>
        <Tabs value={tabId} onChange={(id) => setTabId(id as CurveTab)} className={classes.tabs ?? ''}>
          <Tabs.List aria-label="Curves on show">
            {CURVE_TABS.map(({ id, label }) => (
              <Tabs.Tab key={id} value={id} aria-controls="curves-plot">
                {label}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
        <CurveControls
          settings={settings}
          onChange={(change: Partial<CurveSettings>) => setSettings((now) => ({ ...now, ...change }))}
          onResetZoom={() => setZoomResets((count) => count + 1)}
        />
      </div>
      <div
        ref={frame}
        id="curves-plot"
        role="tabpanel"
        aria-label={`Plots: ${panels.map(({ title }) => title).join(', ')}`}
        className={classes.frame}
        style={{ minHeight: figureHeight(panels.length, width) }}
      >
        <div ref={element} />
        {failed && (
          <p className={classes.note}>
            The plotting library could not be loaded. Reload the page to try again.
          </p>
        )}
        {empty && !failed && <p className={classes.note}>Curves appear with the first step.</p>}
      </div>
      {shared !== undefined && settings.x === 'seconds' && (
        <p className={classes.hint}>The shared run has no times: its curves are shown over steps only.</p>
      )}
      <CurveValues history={history} axis={settings.x} at={hovered} />
    </section>
  );
}

/** A plot in the element that `element` is given to, from when plotly has been loaded. */
function useLivePlot(onHover: (x: number | undefined) => void) {
  const element = useRef<HTMLDivElement>(null);
  const [plot, setPlot] = useState<LivePlot>();
  const [failed, setFailed] = useState(false);
  const hovered = useEffectEvent(onHover);
  useEffect(() => {
    let live: LivePlot | undefined;
    let wanted = true;
    import('./plotly').then(
      ({ default: plotly }) => {
        if (!wanted || element.current === null) return;
        live = new LivePlot(plotly, element.current, (x) => hovered(x));
        setPlot(live);
      },
      () => wanted && setFailed(true),
    );
    return () => {
      wanted = false;
      live?.dispose();
    };
  }, []);
  return { element, plot, failed };
}
