import type { DataIdentity } from '../../config/dataIdentity';
import { imagesText } from '../../data/describe';
import { quoted } from '../../quoted';

/** `"birds": 64 images of 32 × 32, 4 classes` */
export function identityText({ classes, ...data }: DataIdentity): string {
  return `${quoted(data.name, 60)}: ${imagesText(data, classes)}`;
}
