import { useMemo, useState } from 'react';
import type { AugmentationName } from '../../../augment/alone';
import { useConfig, useRun } from '../../store/context';
import { usePreview } from '../../store/usePreview';
import type { Preview } from '../../../worker/protocol';
import { useCellFocus, type CellFocus } from '../correspondence/useCellFocus';
import { cellCount } from '../../../augment/viewGeometry';
import { locatedViews, type LocatedPreview } from './locatedViews';
import { locationMatches } from './locationMatches';
import { placesText } from './placesText';
import { PreviewControls } from './PreviewControls';
import { PreviewFigure } from './PreviewFigure';
import { SpreadStrip } from './SpreadStrip';
import cards from '../../theme/card.module.css';
import classes from './augmentation.module.css';

/** What the settings make of an image, whether anything is trained or not: its views, their cells, what matches by location. */
export function AugmentationView() {
  const [draw, setDraw] = useState(0);
  const [alone, setAlone] = useState<AugmentationName>();
  const [picked, setPicked] = useState<number>();
  const [layers, setLayers] = useState({ grids: true, matches: true });
  const imageCount = useRun((state) => state.data?.count ?? 0);
  const onShow = useRun((state) => state.snapshot?.imageIndex ?? state.firstViews?.imageIndex ?? 0);
  const imageIndex = Math.max(0, Math.min(picked ?? onShow, imageCount - 1));
  const preview = usePreview({ imageIndex, draw, count: 1, alone });
  return (
    <section className={`${cards.card} ${classes.stageView}`} aria-label="Views of an image">
      <header className={classes.header}>
        <h2 className={cards.viewTitle}>What the network gets</h2>
        <PreviewControls
          imageIndex={imageIndex}
          imageCount={imageCount}
          onPickImage={setPicked}
          onDraw={() => setDraw(draw + 1)}
          alone={alone}
          onAlone={setAlone}
          layers={layers}
          onLayers={setLayers}
        />
      </header>
      {preview === null ? (
        <p className={classes.empty}>The views of an image appear here as soon as the data set is there.</p>
      ) : (
        <>
          <Views preview={preview} layers={layers} />
          <SpreadStrip
            imageIndex={imageIndex}
            draw={draw}
            alone={alone}
            viewCount={preview.draws[0]!.length}
          />
        </>
      )}
    </section>
  );
}

interface ViewsProps {
  readonly preview: Preview;
  readonly layers: { readonly grids: boolean; readonly matches: boolean };
}

function Views({ preview, layers }: ViewsProps) {
  const backbone = useConfig((state) => state.config.model.backbone);
  const loss = useConfig((state) => state.config.loss);
  const noFlipGrid = useConfig((state) => state.config.views.noFlipGrid);
  const views = useMemo(() => locatedViews(preview.draws[0]!, backbone), [preview, backbone]);
  const matches = useMemo(() => {
    const [first, second] = views;
    return first && second && layers.matches ? locationMatches([first, second], loss, noFlipGrid) : [];
  }, [views, loss, noFlipGrid, layers.matches]);
  const [wanted, onCell] = useCellFocus<number>();
  const focus = within(views, wanted);
  const asked = focus.pinned ?? focus.hovered;
  return (
    <>
      <PreviewFigure
        source={preview.source}
        views={views}
        matches={matches}
        grids={layers.grids}
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
