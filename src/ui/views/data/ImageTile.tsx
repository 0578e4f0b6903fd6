import { memo, useMemo } from 'react';
import { maskOverlay } from '../evaluate/maskOverlay';
import { PixelCanvas } from '../PixelCanvas';
import type { CachedImage } from './imageCache';
import classes from './data.module.css';

/** Of a mask over its image. */
const OPACITY = 0.55;

interface ImageTileProps {
  readonly image: CachedImage | undefined;
  readonly label: string;
  /** Classes of the mask that is laid over the image; `null` shows the image alone. */
  readonly maskClasses: number | null;
}

/** An image that fills its place, once it is there. */
export const ImageTile = memo(function ImageTile({ image, label, maskClasses }: ImageTileProps) {
  const shown = useMemo(() => {
    if (image?.mask === undefined || maskClasses === null) return image;
    return { ...image, pixels: maskOverlay(image.pixels, image.mask, maskClasses, OPACITY) };
  }, [image, maskClasses]);
  if (shown === undefined) return <span className={classes.waiting} role="img" aria-label={label} />;
  return <PixelCanvas pixels={shown} label={label} smooth />;
});
