import { useInViewport } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import type { PreviewView } from '../../../reports/matches';
import { rowColumn } from '../../../augment/viewGeometry';
import type { FeatureMaps, FeatureMapsRequest } from '../../../worker/protocol';
import { useRun } from '../../store/context';
import { useLook } from '../../store/useLook';
import { cellColours } from '../../views/features/cellColours';
import { cellTable } from '../../views/features/cellTable';
import { CellTile } from '../../views/features/CellTile';
import { lastStage } from '../../views/looks/MapPicker';
import classes from './explained.module.css';

/** How much of the view the map's colours cover. */
const OPACITY = 0.7;

/** A view with the map that the run's backbone makes of it; looked at while it is on the screen. */
export function ViewMap({ view }: { readonly view: PreviewView | null }) {
  const { ref, inViewport } = useInViewport<HTMLDivElement>();
  const active = useRun((state) => state.active);
  const stage = active === null ? null : lastStage(active);
  const request = useMemo<FeatureMapsRequest | null>(
    () =>
      view === null || stage === null
        ? null
        : {
            images: [{ height: view.size, width: view.size, pixels: view.pixels }],
            map: { of: 'stage', stage },
            quantity: { of: 'components' },
            scale: 1,
          },
    [view, stage],
  );
  const { answer, question, failure } = useLook('featureMaps', inViewport ? request : null);
  const isOwn = question?.request === request;
  const [first, setFirst] = useState<{ request: typeof request; maps: FeatureMaps } | null>(null);
  if (answer !== null && isOwn && first?.request !== request) setFirst({ request, maps: answer.report });
  const [focus, setFocus] = useState<number>();
  const map = useMemo(() => {
    if (answer === null || !isOwn) return undefined;
    // Colours are turned to those of the first look, so that they stay while the run trains.
    const reference = first?.request === request ? first.maps : null;
    return cellColours(cellTable(answer.report, { of: 'components' }, reference), 0);
  }, [answer, isOwn, first, request]);
  const pixels = view && { height: view.size, width: view.size, pixels: view.pixels };
  const at = map !== undefined && focus !== undefined && focus < map.height * map.width ? focus : undefined;
  return (
    <div ref={ref} className={classes.map}>
      <CellTile
        name="View 1 and its map"
        image={pixels ?? undefined}
        map={map}
        opacity={OPACITY}
        smooth={false}
        focus={at}
        ring={undefined}
        onPoint={setFocus}
        onLeave={() => setFocus(undefined)}
      />
      <p className={classes.note} role="status">
        {failure !== null
          ? `${failure.message} ${failure.remedy ?? ''}`
          : answer === null || map === undefined
            ? 'The map comes with the first look at the network, once a run is set up.'
            : at === undefined
              ? `Step ${answer.step.toLocaleString('en')}. Cells of one colour are alike to the network.`
              : `Row ${rowColumn(gridOf(map), at).row + 1}, column ${rowColumn(gridOf(map), at).column + 1} of ${map.height} × ${map.width} cells: a vector of ${answer.report.channels} numbers.`}
      </p>
    </div>
  );
}

function gridOf({ height, width }: { readonly height: number; readonly width: number }) {
  return { rows: height, columns: width };
}
