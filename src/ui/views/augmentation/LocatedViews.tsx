import { useMemo } from 'react';
import { cellCount } from '../../../augment/viewGeometry';
import type { PreviewView } from '../../../reports/matches';
import type { Preview } from '../../../reports/preview';
import { useConfig } from '../../store/context';
import { useCellFocus, type CellFocus } from '../correspondence/useCellFocus';
import { locatedViews, type LocatedPreview } from './locatedViews';
import { locationMatches } from './locationMatches';
import { placesText } from './placesText';
import { PreviewFigure } from './PreviewFigure';
import classes from './augmentation.module.css';

interface LocatedViewsProps {
  readonly source: Preview['source'];
  /** The two global ones first; those that do not know their cells get the ones of the settings' backbone. */
  readonly views: readonly (PreviewView | LocatedPreview)[];
  /** Whether the borders of cells are drawn. */
  readonly grids: boolean;
  /** Whether lines join what matches by location. */
  readonly matches: boolean;
}

/** Views of one image, what matches by location between them, and where a cell that is asked about lies in each. */
export function LocatedViews({ source, views: shown, grids, matches: isMatched }: LocatedViewsProps) {
  const backbone = useConfig((state) => state.config.model.backbone);
  const loss = useConfig((state) => state.config.loss);
  const noFlipGrid = useConfig((state) => state.config.views.noFlipGrid);
  const views = useMemo(
    () => shown.map((view) => ('cell' in view ? view : locatedViews([view], backbone)[0]!)),
    [shown, backbone],
  );
  const matches = useMemo(() => {
    const [first, second] = views;
    return first && second && isMatched ? locationMatches([first, second], loss, noFlipGrid) : [];
  }, [views, loss, noFlipGrid, isMatched]);
  const [wanted, onCell] = useCellFocus<number>();
  const focus = within(views, wanted);
  const asked = focus.pinned ?? focus.hovered;
  return (
    <>
      <PreviewFigure
        source={source}
        views={views}
        matches={matches}
        grids={grids}
        focus={focus}
        onCell={onCell}
      />
      <p className={classes.places} aria-live="polite">
        {asked === undefined
          ? 'Point at a cell, tap it, or walk with the arrow keys: its place in the source and in the other views is marked.'
          : placesText(views, asked)}
      </p>
    </>
  );
}

/** Other settings may have fewer views or cells than the ones that were asked about. */
function within(views: readonly LocatedPreview[], { hovered, pinned }: CellFocus<number>): CellFocus<number> {
  const exists = (at: typeof hovered) => {
    const view = at && views[at.view];
    return view && at.cell < cellCount(view) ? at : undefined;
  };
  return { hovered: exists(hovered), pinned: exists(pinned) };
}
