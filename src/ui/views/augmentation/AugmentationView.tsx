import { useState } from 'react';
import type { AugmentationName } from '../../../augment/alone';
import { useRun } from '../../store/context';
import { imageOnShow } from '../../store/runState';
import { usePreview } from '../../store/usePreview';
import { LocatedViews } from './LocatedViews';
import { PreviewControls } from './PreviewControls';
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
  const onShow = useRun(imageOnShow);
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
          <LocatedViews source={preview.source} views={preview.draws[0]!} {...layers} />
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
