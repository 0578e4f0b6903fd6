import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef, useState, useSyncExternalStore } from 'react';
import { gridMove } from './gridMove';
import type { ImageCache } from './imageCache';
import { RowCanvas } from './RowCanvas';
import classes from './data.module.css';

interface ImageGridProps {
  /** Numbers of the images, in order. */
  readonly images: Int32Array;
  readonly cache: ImageCache;
  /** Side of a tile at least, in rem. */
  readonly tile: number;
  readonly maskClasses: number | null;
  readonly labelOf: (image: number) => string;
  readonly onOpen: (place: number) => void;
}

const GAP = 3;
/** Rows that are kept ready above and below those in sight. */
const OVERSCAN = 3;

const remInPixels = () => parseFloat(getComputedStyle(document.documentElement).fontSize);

/** Images in rows, of which only those in sight are there. Arrow keys go from image to image, Enter opens one. */
export function ImageGrid({ images, cache, tile, maskClasses, labelOf, onOpen }: ImageGridProps) {
  const frame = useRef<HTMLDivElement>(null);
  const { ref: measured, width } = useElementSize();
  const [place, setPlace] = useState(0);
  const id = useId();
  useSyncExternalStore(cache.subscribe, cache.getVersion);
  const columns = Math.max(1, Math.floor((width + GAP) / (tile * remInPixels() + GAP)));
  const side = width === 0 ? 0 : (width + GAP) / columns - GAP;
  // What it returns changes by itself; this component is drawn anew whenever it does.
  // eslint-disable-next-line react-hooks/incompatible-library
  const rows = useVirtualizer({
    count: width === 0 ? 0 : Math.ceil(images.length / columns),
    getScrollElement: () => frame.current,
    estimateSize: () => side + GAP,
    overscan: OVERSCAN,
  });
  useEffect(() => rows.measure(), [rows, side]);
  const shown = rows.getVirtualItems();
  const [first, last] = [shown.at(0)?.index ?? 0, shown.at(-1)?.index ?? -1];
  useEffect(
    () => cache.want('grid', [...images.subarray(first * columns, (last + 1) * columns)]),
    [cache, images, first, last, columns],
  );
  const focused = Math.min(place, images.length - 1);
  const move = (event: React.KeyboardEvent) => {
    if (event.key === 'Enter' && focused >= 0) onOpen(focused);
    const next = gridMove(focused, event.key, columns, images.length);
    if (next === undefined) return;
    event.preventDefault();
    setPlace(next);
    rows.scrollToIndex(Math.floor(next / columns));
  };
  return (
    <div
      ref={useMergedRef(frame, measured)}
      className={classes.grid}
      role="grid"
      aria-label="Images: arrow keys go from one to the next, Enter opens it"
      aria-rowcount={rows.options.count}
      aria-colcount={columns}
      aria-activedescendant={images.length === 0 ? undefined : `${id}-${focused}`}
      tabIndex={0}
      onKeyDown={move}
    >
      <div role="rowgroup" style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {shown.map((row) => {
          const inRow = [...images.subarray(row.index * columns, (row.index + 1) * columns)];
          return (
            <div
              key={row.key}
              role="row"
              aria-rowindex={row.index + 1}
              className={classes.row}
              style={{
                transform: `translateY(${row.start}px)`,
                height: side,
                gap: GAP,
                gridTemplateColumns: `repeat(${columns}, ${side}px)`,
              }}
            >
              <RowCanvas
                images={inRow.map((image) => cache.get(image))}
                side={side}
                gap={GAP}
                maskClasses={maskClasses}
              />
              {inRow.map((image, column) => {
                const at = row.index * columns + column;
                return (
                  <div
                    key={image}
                    id={`${id}-${at}`}
                    role="gridcell"
                    aria-colindex={column + 1}
                    aria-label={labelOf(image)}
                    className={classes.tile}
                    data-waiting={cache.get(image) === undefined || undefined}
                    data-focused={at === focused || undefined}
                    onClick={() => {
                      setPlace(at);
                      onOpen(at);
                    }}
                  />
                );
              })}
            </div>
          );
        })}
      </div>
    </div>
  );
}
