import type { EmbeddingSpace } from '../../../worker/protocol';
import type { ImageCache } from '../data/imageCache';
import { PixelCanvas } from '../PixelCanvas';
import type { Neighbour } from './neighbours';
import { pointPixels } from './pictures';
import classes from './embeddings.module.css';

interface PointDetailsProps {
  readonly space: EmbeddingSpace;
  readonly cache: ImageCache;
  /** Name of a point's class. */
  readonly groupOf: (point: number) => string;
  readonly point: number | null;
  readonly neighbours: readonly Neighbour[];
}

/** The point that is looked at, and the points nearest to the one that was chosen. */
export function PointDetails({ space, cache, groupOf, point, neighbours }: PointDetailsProps) {
  const nameOf = (at: number) => {
    const cell = space.side > 1 ? `, cell ${space.cells[at]!}` : '';
    const group = groupOf(at);
    return `Image ${space.images[at]!.toLocaleString('en')}${cell}${group === '' ? '' : `, ${group}`}`;
  };
  const thumb = (at: number) => {
    const image = cache.get(space.images[at]!);
    if (image === undefined) return <span className={classes.waiting} role="img" aria-label={nameOf(at)} />;
    return <PixelCanvas pixels={pointPixels(space, at, image)} label={nameOf(at)} />;
  };
  return (
    <div className={classes.details}>
      <div className={classes.point}>
        {point === null ? (
          <p className={classes.note}>
            Point at a dot to see its image; click it for its nearest neighbours.
          </p>
        ) : (
          <>
            {thumb(point)}
            <p aria-live="polite">{nameOf(point)}</p>
          </>
        )}
      </div>
      {neighbours.length > 0 && (
        <ol className={classes.neighbours} aria-label="Nearest neighbours">
          {neighbours.map(({ point: at, distance }) => (
            <li key={at}>
              {thumb(at)}
              <span>{distance.toFixed(3)}</span>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
