import type { FieldDescription } from './describe';

/** @file How the fields and their sections are called, also where a field stands without its panel. */

/** Headings by the root of a field's path: the loss first, because its knobs act while training; then the way of an image through a run. */
export const SECTION_TITLES = {
  loss: 'Loss and matching',
  data: 'Data',
  views: 'Augmentation',
  model: 'Model',
  optim: 'Optimiser',
  run: 'Run',
} as const;

/** A name that no other field has: "Global weight α", "Hue, right views", "Views, small crops". */
export function fieldName({ path, meta }: FieldDescription): string {
  const name = meta.symbol === undefined ? meta.label : `${meta.label} ${meta.symbol}`;
  const side = /^views\.(left|right)\./.exec(path)?.[1];
  if (side !== undefined) return `${name}, ${side} views`;
  const crops = /^views\.crops\.(\d+)\./.exec(path)?.[1];
  return crops === undefined || crops === '0' ? name : `${name}, small crops`;
}
