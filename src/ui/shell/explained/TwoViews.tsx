import { Button } from '@mantine/core';
import { IconDice5 } from '@tabler/icons-react';
import type { Preview } from '../../../reports/preview';
import { LocatedViews } from '../../views/augmentation/LocatedViews';
import { Picture } from './Picture';
import { WordLink } from './WordLink';
import classes from './explained.module.css';

interface TwoViewsProps {
  /** `null` until the data set is there. */
  readonly preview: Preview | null;
  readonly onDraw: () => void;
}

/** What the settings make of the image on show. */
export function TwoViews({ preview, onDraw }: TwoViewsProps) {
  return (
    <Picture
      number={1}
      isWide
      words={
        <>
          A step draws two <WordLink word="view">views</WordLink> of each image: random crops, at times
          flipped, with other colours and some blur. Nothing says what is in the image. All that is known is
          that both views show the same thing, and where each was cut out. From that alone everything is
          learned.
        </>
      }
      knobs={['views.crops.0.scaleMin', 'views.flip', 'views.left.jitter']}
    >
      {preview === null ? (
        <p className={classes.waiting}>The views appear here as soon as the data set is there.</p>
      ) : (
        <>
          <LocatedViews source={preview.source} views={preview.draws[0]!} grids={false} matches={false} />
          <Button
            className={classes.again ?? ''}
            size="compact-md"
            variant="default"
            leftSection={<IconDice5 size="1rem" />}
            onClick={onDraw}
          >
            Draw again
          </Button>
        </>
      )}
    </Picture>
  );
}
