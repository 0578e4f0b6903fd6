import type { PointMark } from './pointMarks';

export interface ScatterPoints {
  /** `[count, 2]`, in any unit. */
  readonly places: Float32Array;
  readonly marks: readonly PointMark[];
  /** Pictures in place of marks, of the points whose picture is there. */
  readonly pictures: readonly (HTMLCanvasElement | undefined)[] | null;
  /** Points that are pointed out: the chosen one first, then its neighbours. */
  readonly chosen: readonly number[];
}

export interface ScatterSpace {
  readonly width: number;
  readonly height: number;
  /** px of a rem. */
  readonly unit: number;
  readonly ground: string;
  readonly ink: string;
}

const EDGE = 1.5;
const MARK = 0.75;
const PICTURE = 1.75;
/** How near a pointer must come to a point. */
const REACH = 1.25;

/** Places on the page, in px: all points fit, and both axes have one scale. */
export function onPage(
  places: Float32Array,
  { width, height, unit }: Pick<ScatterSpace, 'width' | 'height' | 'unit'>,
): Float32Array {
  const ends = [Infinity, -Infinity, Infinity, -Infinity];
  places.forEach((value, at) => {
    const axis = at % 2;
    ends[2 * axis] = Math.min(ends[2 * axis]!, value);
    ends[2 * axis + 1] = Math.max(ends[2 * axis + 1]!, value);
  });
  const [left, right, bottom, top] = ends as [number, number, number, number];
  const room = 2 * EDGE * unit;
  const scale = Math.min((width - room) / (right - left || 1), (height - room) / (top - bottom || 1));
  return places.map((value, at) =>
    at % 2 === 0
      ? width / 2 + scale * (value - (left + right) / 2)
      : height / 2 - scale * (value - (bottom + top) / 2),
  );
}

/** The point nearest to a place on the page, if one is near. */
export function pointAt(placed: Float32Array, x: number, y: number, unit: number): number | undefined {
  let best: { readonly point: number; readonly distance: number } | undefined;
  for (let point = 0; point < placed.length / 2; point++) {
    const distance = Math.hypot(placed[2 * point]! - x, placed[2 * point + 1]! - y);
    if (distance <= REACH * unit && distance < (best?.distance ?? Infinity)) best = { point, distance };
  }
  return best?.point;
}

export function drawScatter(
  context: CanvasRenderingContext2D,
  { places, marks, pictures, chosen }: ScatterPoints,
  space: ScatterSpace,
): void {
  const { width, height, unit, ground, ink } = space;
  const placed = onPage(places, space);
  context.fillStyle = ground;
  context.fillRect(0, 0, width, height);
  context.font = `${MARK * unit}px sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const side = PICTURE * unit;
  for (let point = 0; point < marks.length; point++) {
    const [x, y] = [placed[2 * point]!, placed[2 * point + 1]!];
    const picture = pictures?.[point];
    const { colour, glyph } = marks[point]!;
    context.fillStyle = colour;
    if (picture === undefined) context.fillText(glyph, x, y);
    else {
      context.fillRect(x - side / 2 - 1, y - side / 2 - 1, side + 2, side + 2);
      context.drawImage(picture, x - side / 2, y - side / 2, side, side);
    }
  }
  context.strokeStyle = ink;
  chosen.forEach((point, place) => {
    context.lineWidth = place === 0 ? 3 : 1.5;
    context.beginPath();
    context.arc(placed[2 * point]!, placed[2 * point + 1]!, pictures === null ? 0.6 * unit : unit, 0, 7);
    context.stroke();
  });
}

/** The marks as a drawing that scales. */
export function scatterSvg({ places, marks }: ScatterPoints, space: ScatterSpace): string {
  const { width, height, unit, ground } = space;
  const placed = onPage(places, space);
  const texts = marks.map(
    ({ colour, glyph }, point) =>
      `<text x="${placed[2 * point]!.toFixed(1)}" y="${placed[2 * point + 1]!.toFixed(1)}" fill="${colour}">${glyph}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="${MARK * unit}" text-anchor="middle" dominant-baseline="central">`,
    `<rect width="${width}" height="${height}" fill="${ground}"/>`,
    ...texts,
    '</svg>',
  ].join('\n');
}
