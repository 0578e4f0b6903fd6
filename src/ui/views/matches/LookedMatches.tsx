import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { MatchedPair, MatchMetric } from '../../../reports/matchLook';
import { plain } from '../../../quoted';
import type { LookedPhoto } from '../../store/lookMode';
import { useLook } from '../../store/useLook';
import { DEFAULT_LINE_OPTIONS } from '../correspondence/lineOptions';
import { useCellFocus } from '../correspondence/useCellFocus';
import { missingText, useFileSubject } from '../looks/useFileSubject';
import { useScheme } from '../scheme';
import { ViewExports } from '../ViewExports';
import { matchFiles } from './matchFiles';
import { pictureOf } from './matchPicture';
import { MetricChoice } from './MetricChoice';
import { PairLines } from './PairLines';
import { PairPicture } from './PairPicture';
import cards from '../../theme/card.module.css';
import classes from './matches.module.css';

/** A pair that can be matched: both images, or two views of one of them. */
type Choice = 'both' | '0' | '1';

/** What the model of a file takes for the same in the images that were brought along, without a run. */
export function LookedMatches() {
  const { model, photos, size, subject } = useFileSubject();
  const scheme = useScheme();
  const [chosen, choose] = useState<Choice>('both');
  const [metric, setMetric] = useState<MatchMetric>('l2');
  const [options, setOptions] = useState(DEFAULT_LINE_OPTIONS);
  const [focus, onCell] = useCellFocus();
  const choice = photos[1] === undefined ? '0' : chosen;
  const request = useMemo(() => {
    const pair = model && pairOf(photos, choice);
    return pair && { pair, metric };
  }, [model, photos, choice, metric]);
  const last = useLook('matches', request, subject);
  // What another model saw, or this one at another size, would stand under this one's name.
  const answer = last.question?.subject === subject ? last.answer : null;
  const picture = useMemo(() => answer && pictureOf(answer), [answer]);
  const matches = { picture, failure: last.failure, isAsking: last.isAsking, isWaiting: false };
  const name = model === null ? '' : plain(model.file.name, 60);
  const caption = `${name}, ${size} px`;
  const told = { of: caption, metric, classNames: undefined, options, scheme, film: null, videos: [] };
  const files = picture === null ? [] : matchFiles({ picture, ...told });
  return (
    <section className={`${cards.card} ${classes.view}`} aria-label="Matches of the model">
      <header className={classes.head}>
        <h2 className={cards.viewTitle}>Matches</h2>
        <ViewExports of="matches" files={files} />
      </header>
      <div className={classes.controls}>
        {photos.length > 1 && (
          <SegmentedControl
            size="xs"
            aria-label="What is matched"
            value={choice}
            onChange={choose}
            data={[
              { value: 'both', label: 'Both images' },
              { value: '0', label: 'Two views of image 1' },
              { value: '1', label: 'Two views of image 2' },
            ]}
          />
        )}
        <MetricChoice metric={metric} onMetric={setMetric} />
      </div>
      <div className={classes.side}>
        <PairPicture
          matches={matches}
          emptyNote={missingText({ model, photos }) ?? 'Matching the parts of the two views …'}
          caption={caption}
          classNames={undefined}
          options={options}
          focus={focus}
          onCell={onCell}
        />
      </div>
      <PairLines snapshot={picture?.snapshot} options={options} onOptions={setOptions} />
    </section>
  );
}

function pairOf(photos: readonly LookedPhoto[], choice: Choice): MatchedPair | null {
  const [first, second] = photos;
  if (first === undefined) return null;
  if (choice === 'both' && second !== undefined)
    return { of: 'images', first: first.image, second: second.image };
  return { of: 'views', image: (choice === '1' ? (second ?? first) : first).image };
}
