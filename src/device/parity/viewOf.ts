import { z } from '../../zod';
import { placeOfStep, withStep } from '../../augment/goldenSteps';
import { PLAIN_VIEW, type ViewParameters } from '../../augment/viewParameters';

const whole = z.int().min(0);

/** One augmentation of a fixture: name and parameter. */
export const operation = z.union([
  z.tuple([z.literal('resized_crop'), z.tuple([whole, whole, whole, whole, whole])]),
  z.tuple([z.enum(['hflip', 'normalize']), z.null()]),
  z.tuple([z.enum(['resize_short', 'center_crop']), whole]),
  z.tuple([
    z.string().refine((name) => placeOfStep(name) >= 0, 'is no distortion'),
    z.union([z.null(), z.number()]),
  ]),
]);

export type Operation = z.infer<typeof operation>;

/** Where an operation stands in a view: the crop, the flip, the distortions in their order; −1 for what is none of it. */
function placeOf(name: string): number {
  if (name === 'resized_crop') return 0;
  if (name === 'hflip') return 1;
  const place = placeOfStep(name);
  return place < 0 ? -1 : 2 + place;
}

/** The view that takes these steps; `undefined` where no view does: without a crop, out of order, or twice the same. */
export function viewOf(ops: readonly Operation[]): { parameters: ViewParameters; size: number } | undefined {
  const names = ops.map(([name]) => name);
  const places = names.map(placeOf);
  const inOrder = places.every((place, index) => place >= 0 && (index === 0 || place >= places[index - 1]!));
  const crop = cropOf(ops[0]);
  if (crop === undefined || !inOrder || new Set(names).size < names.length) return undefined;
  const [top, left, height, width, size] = crop;
  const start = { ...PLAIN_VIEW, crop: { top, left, height, width }, flip: names.includes('hflip') };
  const parameters = ops.reduce<ViewParameters>(
    (view, [name, parameter]) => withStep(view, name, numberIn(parameter)),
    start,
  );
  return { size, parameters };
}

/** Top, left, height, width of a crop, and the side that it is scaled to; `undefined` for another operation. */
export function cropOf(
  operation: Operation | undefined,
): readonly [number, number, number, number, number] | undefined {
  const parameter = operation?.[1];
  return Array.isArray(parameter) ? parameter : undefined;
}

/** A parameter as the number that a distortion takes; those without one take none. */
export function numberIn(parameter: Operation[1]): number {
  return typeof parameter === 'number' ? parameter : 0;
}
