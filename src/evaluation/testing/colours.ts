import type { ViewsConfig } from '../../config/viewsConfig';
import { IGNORED_CLASS, type ImageSet } from '../../data/imageSet';
import type { Subject } from '../subject';

export const SIDE = 16;
const COLOURS = [
  [220, 40, 40],
  [40, 200, 60],
  [50, 60, 220],
] as const;

/** One colour an image, its class; or one colour a half, so that masks say more than labels could. */
export function colourful(kind: 'labels' | 'masks', count = 36): ImageSet {
  const images = new Uint8Array(count * SIDE * SIDE * 3);
  const masks = new Uint8Array(count * SIDE * SIDE);
  for (let pixel = 0; pixel < masks.length; pixel++) {
    const image = Math.floor(pixel / (SIDE * SIDE));
    const isLeft = pixel % SIDE < SIDE / 2;
    const label = (image + (kind === 'masks' && isLeft ? 1 : 0)) % COLOURS.length;
    images.set(COLOURS[label]!, pixel * 3);
    masks[pixel] = pixel % 7 === 0 ? IGNORED_CLASS : label;
  }
  const shape = { name: 'colours', count, height: SIDE, width: SIDE, images };
  const names = ['red', 'green', 'blue'];
  return kind === 'masks'
    ? { ...shape, masks, maskClassNames: names }
    : {
        ...shape,
        labels: Uint16Array.from({ length: count }, (_, image) => image % COLOURS.length),
        classNames: names,
      };
}

export const TRAIN = Int32Array.from({ length: 24 }, (_, image) => image);
export const HELD = Int32Array.from({ length: 12 }, (_, image) => 24 + image);

/** An evaluation of these images, but for its probes. */
export const colourTask = (subject: Subject, data: ImageSet, views: ViewsConfig) => ({
  subject,
  data,
  split: { train: TRAIN, validation: HELD, test: HELD },
  splitReport: { train: 24, validation: 12, test: 12, source: 'stratified', seed: 1 } as const,
  views,
  seed: 1,
});
