import { z } from 'zod';
import type { ViewParameters } from '../../augment/viewParameters';

const whole = z.int().min(0);

/** One augmentation of a fixture: name and parameter. */
export const operation = z.union([
  z.tuple([z.literal('resized_crop'), z.tuple([whole, whole, whole, whole, whole])]),
  z.tuple([z.enum(['hflip', 'grayscale', 'solarize', 'normalize']), z.null()]),
  z.tuple([z.enum(['brightness', 'contrast', 'saturation', 'hue', 'blur']), z.number()]),
  z.tuple([z.enum(['resize_short', 'center_crop']), whole]),
]);

export type Operation = z.infer<typeof operation>;

/** Where each operation stands in a view; colour operations come in any order among themselves. */
const ORDER = {
  resized_crop: 0,
  hflip: 1,
  brightness: 2,
  contrast: 2,
  saturation: 2,
  hue: 2,
  grayscale: 3,
  blur: 4,
  solarize: 5,
} as const;

/** The view that takes these steps; `undefined` where no view does: without a crop, out of order, or twice the same. */
export function viewOf(ops: readonly Operation[]): { parameters: ViewParameters; size: number } | undefined {
  const names = ops.map(([name]) => name);
  const places = names.map((name) => (name in ORDER ? ORDER[name as keyof typeof ORDER] : -1));
  const inOrder = places.every((place, index) => place >= 0 && (index === 0 || place >= places[index - 1]!));
  const [first] = ops;
  if (first?.[0] !== 'resized_crop' || !inOrder || new Set(names).size < names.length) return undefined;
  const [top, left, height, width, size] = first[1];
  return {
    size,
    parameters: {
      crop: { top, left, height, width },
      flip: names.includes('hflip'),
      jitter: ops.flatMap(([name, amount]) =>
        name === 'brightness' || name === 'contrast' || name === 'saturation' || name === 'hue'
          ? [{ operation: name, amount }]
          : [],
      ),
      grayscale: names.includes('grayscale'),
      blurSigma: ops.flatMap(([name, sigma]) => (name === 'blur' ? [sigma] : []))[0] ?? 0,
      solarize: names.includes('solarize'),
    },
  };
}
