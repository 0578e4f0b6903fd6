import { z } from '../zod';
import { field } from './field';

/** What people call the sources of images. */
export const SOURCE_NAMES = {
  synthetic: 'Scenes',
  cifar10: 'CIFAR',
  images: 'Images',
  arrays: 'Arrays',
} as const;

/** How an image of other proportions becomes a square. */
export const FIT_NAMES = {
  crop: 'Crop',
  letterbox: 'Letterbox',
  squash: 'Squash',
} as const;

export type Fit = keyof typeof FIT_NAMES;

export const dataConfig = z.strictObject({
  source: field(z.enum(['synthetic', 'cifar10', 'images', 'arrays']), {
    label: 'Source',
    help: 'Where the images come from: built-in scenes, batch files of CIFAR, image files, or arrays as those of MNIST and STL-10. Files never leave this machine, so a shared link names the source but cannot carry it.',
    effect: 'restart',
    options: SOURCE_NAMES,
  }),
  size: field(z.int().min(16).max(256), {
    label: 'Image size',
    unit: 'px',
    help: 'Side of the stored square images: built-in scenes are drawn at this size, image files are fitted to it. CIFAR-10 is always 32 px, arrays are as they are.',
    effect: 'restart',
    step: 16,
  }),
  count: field(z.int().min(64).max(20000), {
    label: 'Images',
    help: 'How many built-in scenes are generated.',
    effect: 'restart',
    step: 64,
  }),
  limit: field(z.int().min(0).max(10_000_000).default(0), {
    label: 'At most',
    unit: 'images',
    help: 'How many images of your files are trained on, evenly spread over all of them; 0 takes all. What is kept for evaluation stays as it is.',
    effect: 'restart',
    step: 1000,
  }),
  fit: field(z.enum(['crop', 'letterbox', 'squash']).default('crop'), {
    label: 'Fit',
    help: 'How an image file that is no square becomes one: the middle is cut out (crop), the rest is filled with grey (letterbox), or the sides are scaled on their own (squash).',
    effect: 'restart',
    options: FIT_NAMES,
  }),
  placement: field(z.enum(['auto', 'device', 'batch']).default('auto'), {
    label: 'Images lie',
    help: 'Where the images are while a run trains. On the device, a step sends none. A set that is too large for that stays in memory, and each step sends its batch ahead; the numbers are the same.',
    effect: 'restart',
    options: { auto: 'Where they fit', device: 'On the device', batch: 'In memory' },
    advanced: true,
  }),
  ignoreClass: field(z.int().min(0).max(255).default(255), {
    label: 'Ignored mask class',
    help: 'Pixels of this class index in mask files belong to no class: losses and scores leave them out, as they do 255.',
    effect: 'restart',
    advanced: true,
  }),
  seed: field(
    z
      .int()
      .min(0)
      .max(2 ** 31 - 1),
    {
      label: 'Scene seed',
      help: 'Seed of the built-in scenes; the same seed draws the same images on every machine.',
      effect: 'restart',
      advanced: true,
    },
  ),
});

/** What most configurations leave as it is, in the order of the fields, after which files are written. */
export const DATA_DEFAULTS = {
  limit: 0,
  fit: 'crop',
  placement: 'auto',
  ignoreClass: 255,
  seed: 1,
} as const satisfies Partial<z.infer<typeof dataConfig>>;
