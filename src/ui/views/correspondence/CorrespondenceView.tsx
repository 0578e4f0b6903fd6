import { VisuallyHidden } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { FirstViews, MatchSnapshot } from '../../../reports/matches';
import { otherView } from './cellQuery';
import { CellReadout } from './CellReadout';
import { ColourBar } from './ColourBar';
import { EmptyStage } from './EmptyStage';
import { FirstStage } from './FirstStage';
import { LineControls } from './LineControls';
import { DEFAULT_LINE_OPTIONS, type LineOptions } from './lineOptions';
import { MatchHeader } from './MatchHeader';
import { MatchStage } from './MatchStage';
import { SourceMap } from './SourceMap';
import { useAnnouncement } from './useAnnouncement';
import { useCellAnswer } from './useCellAnswer';
import { useCellFocus } from './useCellFocus';
import { useShownMatches } from './useShownMatches';
import { ViewCaptions } from './ViewCaptions';
import { VerdictLegend } from './VerdictLegend';
import classes from './correspondence.module.css';

export interface CorrespondenceViewProps {
  /** The newest picture from the worker; absent before the first one. */
  readonly snapshot?: MatchSnapshot | undefined;
  /** What can be seen until then. */
  readonly firstViews?: FirstViews | undefined;
  /** Images in the data set; absent or 0 while none is loaded. */
  readonly imageCount?: number | undefined;
  /** Index of the image that was asked for and has not arrived yet. */
  readonly pendingImage?: number | undefined;
  /** What to say in place of the views while there are none. */
  readonly emptyNote?: ReactNode;
  /** Asks for another image of the data set; left out where there is no other. */
  readonly onPickImage?: (imageIndex: number) => void;
}

/** One image seen twice, and which parts the network thinks are the same. */
export function CorrespondenceView(props: CorrespondenceViewProps) {
  const { snapshot, firstViews, imageCount = 0, pendingImage, emptyNote, onPickImage } = props;
  return (
    <section className={classes.view} aria-label="Matches between the two views">
      <MatchHeader
        snapshot={snapshot}
        firstViews={firstViews}
        imageCount={imageCount}
        pendingImage={pendingImage}
        {...(onPickImage && { onPickImage })}
      />
      {snapshot !== undefined ? (
        <Correspondences snapshot={snapshot} />
      ) : firstViews !== undefined ? (
        <FirstStage picture={firstViews} note={emptyNote} />
      ) : (
        <EmptyStage hasImages={imageCount > 0} note={emptyNote} />
      )}
    </section>
  );
}

function Correspondences({ snapshot }: { readonly snapshot: MatchSnapshot }) {
  const [options, setOptions] = useState(DEFAULT_LINE_OPTIONS);
  const [focus, onCell] = useCellFocus();
  const hasEmbeddings = snapshot.views.every((view) => view.embeddings !== undefined);
  const space = hasEmbeddings ? options.space : 'features';
  const { byEmbedding, byLocation, available } = useShownMatches(snapshot, space, options);

  const answer = useCellAnswer(snapshot, focus, space);
  const probe =
    focus.pinned !== undefined && focus.hovered?.view === otherView(focus.pinned.view)
      ? focus.hovered
      : undefined;
  const announcement = useAnnouncement(snapshot, answer);

  return (
    <>
      <MatchStage
        snapshot={snapshot}
        byEmbedding={byEmbedding}
        byLocation={byLocation}
        answer={answer}
        probe={probe}
        pinned={focus.pinned !== undefined}
        current={focus.hovered ?? focus.pinned}
        options={options}
        onCell={onCell}
      />
      <ViewCaptions picture={snapshot} />
      <LineControls
        options={options}
        onChange={(change: Partial<LineOptions>) => setOptions((now) => ({ ...now, ...change }))}
        space={space}
        hasEmbeddings={hasEmbeddings}
        available={available}
      />
      <div className={classes.details}>
        <SourceMap snapshot={snapshot} answer={answer} />
        <CellReadout snapshot={snapshot} answer={answer} pinned={focus.pinned !== undefined} probe={probe} />
        <div className={classes.legends}>
          <VerdictLegend
            matches={options.embedding ? byEmbedding : []}
            kept={space === 'embeddings' ? snapshot.keptByEmbedding : undefined}
            of={available}
          />
          <ColourBar answer={answer} space={space} />
        </div>
      </div>
      <VisuallyHidden aria-live="polite">{announcement}</VisuallyHidden>
    </>
  );
}
