import type { DataIdentity } from '../../config/dataIdentity';
import { quoted } from '../../quoted';

/** `"birds": 64 images of 32 × 32, 4 classes` */
export function identityText({ name, count, height, width, classes }: DataIdentity): string {
  const images = `${count.toLocaleString('en')} ${count === 1 ? 'image' : 'images'} of ${width} × ${height}`;
  return `${quoted(name, 60)}: ${images}${classes === undefined ? '' : `, ${classes.toLocaleString('en')} classes`}`;
}
