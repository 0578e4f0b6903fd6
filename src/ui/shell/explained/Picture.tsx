import type { ReactNode } from 'react';
import { KnobLink } from './KnobLink';
import { PICTURE_TITLES, pictureId } from './pictureTitles';
import cards from '../../theme/card.module.css';
import classes from './explained.module.css';

interface PictureProps {
  /** Counted from 1. */
  readonly number: number;
  /** What it shows, in at most some 80 words. */
  readonly words: ReactNode;
  /** Paths of the fields that change it. */
  readonly knobs: readonly string[];
  /** Whether the words stand above it, for it needs the whole width. */
  readonly isWide?: boolean;
  readonly children: ReactNode;
}

/** One of the page's pictures, beside its words and its knobs. */
export function Picture({ number, words, knobs, isWide = false, children }: PictureProps) {
  const titleId = `${pictureId(number)}-title`;
  return (
    <section
      id={pictureId(number)}
      tabIndex={-1}
      className={`${cards.card} ${classes.picture}`}
      data-wide={isWide || undefined}
      aria-labelledby={titleId}
    >
      <div className={classes.words}>
        <h3 id={titleId}>
          <span className={classes.number}>{number}</span> {PICTURE_TITLES[number - 1]}
        </h3>
        <p>{words}</p>
        {knobs.length > 0 && (
          <ul className={classes.knobs} aria-label="Knobs">
            {knobs.map((path) => (
              <li key={path}>
                <KnobLink path={path} hasValue />
              </li>
            ))}
          </ul>
        )}
      </div>
      <div className={classes.figure}>{children}</div>
    </section>
  );
}
