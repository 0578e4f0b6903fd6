import type { Preview } from '../../../reports/preview';
import { useRun } from '../../store/context';
import { LocatedViews } from '../../views/augmentation/LocatedViews';
import { KnobLink } from './KnobLink';
import { Picture } from './Picture';
import { WordLink } from './WordLink';
import classes from './explained.module.css';

/** The pair of views that the run shows its matches of, or one of the settings; what γ and threshold leave of it. */
export function LocationMatches({ preview }: { readonly preview: Preview | null }) {
  const snapshot = useRun((state) => state.snapshot);
  const views = snapshot?.views ?? preview?.draws[0];
  const source = snapshot?.source ?? preview?.source;
  return (
    <Picture
      number={4}
      isWide
      words={
        <>
          VICRegL compares cells as well. Where each view was cut out is known, and so is which cells show
          nearly the same place. Every cell is paired with its{' '}
          <WordLink word="nearestCell">nearest cell</WordLink>; the <KnobLink path="loss.matchesForward" />{' '}
          nearest pairs are kept. Those beyond the <KnobLink path="loss.locationThreshold" /> are not pulled
          together. The network has no say in these <WordLink word="match">matches</WordLink>.
        </>
      }
      knobs={['loss.matchesForward', 'loss.locationThreshold']}
    >
      {views === undefined || source === undefined ? (
        <p className={classes.waiting}>The views appear here as soon as the data set is there.</p>
      ) : (
        <LocatedViews source={source} views={views} grids matches />
      )}
    </Picture>
  );
}
