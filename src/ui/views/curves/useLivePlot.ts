import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { LivePlot, type PlotEvents } from './livePlot';

/**
 * A plot in the element that `element` is given to, from when plotly has been loaded.
 * @param isWanted false while the page has more urgent things to load.
 */
export function useLivePlot(on: PlotEvents, isWanted = true) {
  const element = useRef<HTMLDivElement>(null);
  const [plot, setPlot] = useState<LivePlot>();
  const [failed, setFailed] = useState(false);
  const hover = useEffectEvent(on.hover);
  const zoom = useEffectEvent(on.zoom);
  const resetZoom = useEffectEvent(on.resetZoom);
  const fail = useEffectEvent(() => on.fail?.());
  const [wasWanted, setWasWanted] = useState(isWanted);
  if (isWanted && !wasWanted) setWasWanted(true);
  useEffect(() => {
    if (!wasWanted) return;
    let live: LivePlot | undefined;
    let wanted = true;
    import('./plotly').then(
      ({ default: plotly }) => {
        if (!wanted || element.current === null) return;
        live = new LivePlot(plotly, element.current, {
          hover: (x) => hover(x),
          zoom: (change) => zoom(change),
          resetZoom: () => resetZoom(),
        });
        setPlot(live);
      },
      () => {
        if (!wanted) return;
        setFailed(true);
        fail();
      },
    );
    return () => {
      wanted = false;
      live?.dispose();
    };
  }, [wasWanted]);
  return { element, plot, failed };
}
