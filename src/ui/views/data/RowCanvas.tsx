import { memo, useLayoutEffect, useRef } from 'react';
import { opaqueImage } from '../opaqueImage';
import { fitted } from './fitted';
import type { CachedImage } from './imageCache';
import { withMask } from './withMask';
import classes from './data.module.css';

interface RowCanvasProps {
  /** From left to right; what is not there yet leaves its place empty. */
  readonly images: readonly (CachedImage | undefined)[];
  /** Side of an image and the room between two, in CSS pixels. */
  readonly side: number;
  readonly gap: number;
  readonly maskClasses: number | null;
}

/** A row of images in one canvas: a canvas for each would make scrolling slow. */
export const RowCanvas = memo(function RowCanvas({ images, side, gap, maskClasses }: RowCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = images.length * (side + gap) - gap;
  useLayoutEffect(() => {
    const { current } = canvas;
    const context = current?.getContext('2d');
    if (!current || !context) return;
    const scale = devicePixelRatio;
    current.width = Math.round(width * scale);
    current.height = Math.round(side * scale);
    context.scale(scale, scale);
    images.forEach((image, column) => {
      if (image === undefined) return;
      const place = fitted(image, side);
      const left = column * (side + gap) + place.left;
      const shown = picture(withMask(image, maskClasses));
      context.drawImage(shown, left, place.top, place.width, place.height);
    });
  }, [images, width, side, gap, maskClasses]);
  return <canvas ref={canvas} className={classes.rowCanvas} style={{ width, height: side }} aria-hidden />;
}, isSame);

function isSame(before: RowCanvasProps, now: RowCanvasProps): boolean {
  return (
    before.side === now.side &&
    before.gap === now.gap &&
    before.maskClasses === now.maskClasses &&
    before.images.length === now.images.length &&
    before.images.every((image, column) => image === now.images[column])
  );
}

/** Where an image is put to be drawn in another size; images follow each other in it. */
let scratch: OffscreenCanvas | undefined;

function picture({ height, width, pixels }: CachedImage): OffscreenCanvas {
  if (scratch?.width !== width || scratch.height !== height) scratch = new OffscreenCanvas(width, height);
  scratch
    .getContext('2d', { willReadFrequently: true })!
    .putImageData(opaqueImage(height, width, pixels), 0, 0);
  return scratch;
}
