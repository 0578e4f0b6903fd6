import { useMemo } from 'react';
import { cellCount } from '../../../augment/viewGeometry';
import { LANDING_RADIUS } from '../../../reports/landingRadius';
import type { MatchSnapshot } from '../../../reports/matches';
import { matchesAttracted } from '../../../vicregl/definition/matchCounts';
import { useConfig, useRun } from '../../store/context';
import { EmptyStage } from '../../views/correspondence/EmptyStage';
import { FirstStage } from '../../views/correspondence/FirstStage';
import { DEFAULT_LINE_OPTIONS } from '../../views/correspondence/lineOptions';
import { MatchStage } from '../../views/correspondence/MatchStage';
import { useCellAnswer } from '../../views/correspondence/useCellAnswer';
import { useCellFocus } from '../../views/correspondence/useCellFocus';
import { useShownMatches } from '../../views/correspondence/useShownMatches';
import { VerdictLegend } from '../../views/correspondence/VerdictLegend';
import { KnobLink } from './KnobLink';
import { Picture } from './Picture';
import { WordLink } from './WordLink';
import classes from './explained.module.css';

const NOT_YET = 'They come with the first look at the network, once a run is set up.';

/** The matches that the run's network makes of the pair of views on show. */
export function EmbeddingMatches() {
  const snapshot = useRun((state) => state.snapshot);
  const firstViews = useRun((state) => state.firstViews);
  const hasImages = useRun((state) => state.data !== null);
  return (
    <Picture
      number={5}
      words={
        <>
          The network also pairs cells by itself: each with the one whose{' '}
          <WordLink word="mapEmbedding">embedding</WordLink> is nearest, wherever it is. So parts that look
          alike can find each other. <KnobLink path="loss.matchesForward" /> may leave only the best, the{' '}
          <KnobLink path="loss.embeddingThreshold" /> only those that are close. At first most are wrong, that
          is more than {LANDING_RADIUS} cells off; as the network learns, the{' '}
          <WordLink word="matchingAccuracy">matching accuracy</WordLink> rises.
        </>
      }
      knobs={['loss.embeddingMatchesAll', 'loss.matchesForward', 'loss.embeddingThreshold']}
    >
      {snapshot !== null ? (
        <Matches snapshot={snapshot} />
      ) : firstViews !== null ? (
        <FirstStage picture={firstViews} note={NOT_YET} />
      ) : (
        <EmptyStage hasImages={hasImages} note={NOT_YET} />
      )}
    </Picture>
  );
}

function Matches({ snapshot }: { readonly snapshot: MatchSnapshot }) {
  const loss = useConfig((state) => state.config.loss);
  // The picture follows the knobs at once, not with the next look.
  const shown = useMemo(
    () => ({
      ...snapshot,
      keptByEmbedding: matchesAttracted(loss, 'embedding', snapshot.byEmbedding.distance),
    }),
    [snapshot, loss],
  );
  const [focus, onCell] = useCellFocus();
  const space = snapshot.views.every((view) => view.embeddings !== undefined) ? 'embeddings' : 'features';
  const { byEmbedding, available } = useShownMatches(shown, space, DEFAULT_LINE_OPTIONS);
  const answer = useCellAnswer(shown, focus, space);
  return (
    <>
      <MatchStage
        snapshot={shown}
        byEmbedding={byEmbedding}
        byLocation={[]}
        answer={answer}
        probe={undefined}
        pinned={focus.pinned !== undefined}
        current={focus.hovered ?? focus.pinned}
        options={DEFAULT_LINE_OPTIONS}
        onCell={onCell}
      />
      <p className={classes.note}>
        Step {snapshot.step.toLocaleString('en')}; the best {byEmbedding.length} of {available} pairs are
        drawn.{' '}
        {space === 'features' &&
          'At α = 1 there is no local expander: these are matches of the backbone’s map. '}
        Point at a cell to see how near all others are to it.
      </p>
      <VerdictLegend
        matches={byEmbedding}
        kept={space === 'embeddings' ? shown.keptByEmbedding : undefined}
        of={cellCount(snapshot.views[0])}
      />
    </>
  );
}
