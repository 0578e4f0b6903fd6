import type { RunThumbnail } from '../../../storage/runThumbnail';
import { PixelCanvas } from '../PixelCanvas';
import classes from './runs.module.css';

/** Units of a view's side, and of the gap between both. */
const SIDE = 48;
const GAP = 4;
const WIDTH = 2 * SIDE + GAP;

/** The two views of a run's newest picture, with its best matches. */
export function RunThumb({ thumbnail }: { readonly thumbnail: RunThumbnail | null }) {
  if (thumbnail === null) return <div className={classes.thumb} data-empty aria-hidden />;
  const { size, views, matches } = thumbnail;
  return (
    <div className={classes.thumb} role="img" aria-label={thumbText(matches)}>
      {views.map((pixels, index) => (
        <PixelCanvas key={index} pixels={{ width: size, height: size, pixels }} label="" smooth />
      ))}
      <svg viewBox={`0 0 ${WIDTH} ${SIDE}`} aria-hidden>
        {matches.map(({ from, to, verdict }, rank) => (
          <line
            key={rank}
            x1={SIDE * from[0]}
            y1={SIDE * from[1]}
            x2={SIDE + GAP + SIDE * to[0]}
            y2={SIDE * to[1]}
            data-verdict={verdict}
          />
        ))}
      </svg>
    </div>
  );
}

function thumbText(matches: RunThumbnail['matches']): string {
  const right = matches.filter(({ verdict }) => verdict === 'right').length;
  return `Two views of an image; ${right} of the best ${matches.length} matches are right`;
}
