import { DISTORTIONS } from './distortions';
import { merged } from './distortions/merged';
import type { ViewParameters } from './viewParameters';

/** Columns of the crop, in whole pixels of the source image, and of the flip, 0 or 1. */
const GEOMETRY = [
  ['top', 1],
  ['left', 1],
  ['height', 1],
  ['width', 1],
  ['flip', 1],
] as const;
const GEOMETRY_VALUES: number = GEOMETRY.length;

/**
 * Where each column lies in a view's row of the packed parameters: crop and flip, then those of `DISTORTIONS`. All values
 * are float32; integers, box weights included, are below 2²⁴ and so exact.
 */
export const VIEW_LAYOUT: Readonly<Record<string, number>> = placed([
  ...GEOMETRY,
  ...DISTORTIONS.flatMap(({ columns }) => columns),
]);

function placed(columns: readonly (readonly [name: string, count: number])[]): Record<string, number> {
  let end = 0;
  return Object.fromEntries(
    columns.map(([name, count]) => {
      const start = end;
      end += count;
      return [name, start];
    }),
  );
}

/** How many values each distortion has in a row. */
const WIDTHS = DISTORTIONS.map(({ columns }) => columns.reduce((sum, [, count]) => sum + count, 0));

/** Values in the row of one view. */
export const VIEW_STRIDE = WIDTHS.reduce((sum, width) => sum + width, GEOMETRY_VALUES);

/**
 * The parameters of views as the rendering takes them, `[views.length, VIEW_STRIDE]`.
 *
 * @throws RangeError when a colour operation appears twice in a view.
 */
export function packViewParameters(views: readonly ViewParameters[]): Float32Array {
  return Float32Array.from(views.flatMap(packView));
}

function packView(view: ViewParameters): number[] {
  const { top, left, height, width } = view.crop;
  const distorted = DISTORTIONS.flatMap((distortion) => [...distortion.pack(view)]);
  return [top, left, height, width, Number(view.flip), ...distorted];
}

/** The parameters of view `index` of a packed list; amounts come back in float32, hues as the shift that they stand for. */
export function unpackViewParameters(packed: Float32Array, index: number): ViewParameters {
  const row = [...packed.subarray(index * VIEW_STRIDE, (index + 1) * VIEW_STRIDE)];
  const [top, left, height, width, flip] = row as [number, number, number, number, number];
  let start = GEOMETRY_VALUES;
  const distorted = DISTORTIONS.map((distortion, place) => {
    const end = start + WIDTHS[place]!;
    const part = distortion.unpack(row.slice(start, end));
    start = end;
    return part;
  });
  return { crop: { top, left, height, width }, flip: flip === 1, ...merged(distorted) };
}
