import { useMemo } from 'react';
import { PixelCanvas } from '../PixelCanvas';
import type { CachedImage } from './imageCache';
import { withMask } from './withMask';
import classes from './data.module.css';

interface LargeImageProps {
  readonly image: CachedImage | undefined;
  readonly label: string;
  /** Classes of the mask that is laid over the image; `null` shows the image alone. */
  readonly maskClasses: number | null;
}

/** An image that fills its place, once it is there. */
export function LargeImage({ image, label, maskClasses }: LargeImageProps) {
  const shown = useMemo(() => image && withMask(image, maskClasses), [image, maskClasses]);
  if (shown === undefined) return <span className={classes.waiting} role="img" aria-label={label} />;
  return <PixelCanvas pixels={shown} label={label} smooth />;
}
