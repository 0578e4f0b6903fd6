import type { PointMark } from './pointMarks';

export interface ScatterPoints {
  /** `[count, 2]`, in any unit. */
  readonly places: Float32Array;
  readonly marks: readonly PointMark[];
  /** Pictures in place of marks, of the points whose picture is there. */
  readonly pictures: readonly (HTMLCanvasElement | undefined)[] | null;
  /** Points that are pointed out: the chosen one first, then its neighbours. */
  readonly chosen: readonly number[];
  /** What is told across and up. */
  readonly axes: { readonly x: string; readonly y: string };
}

/** The part of a plot that is on show: `k` times as large as the whole, and moved by shares of its width and height. */
export interface ScatterZoom {
  readonly k: number;
  readonly x: number;
  readonly y: number;
}

export const WHOLE: ScatterZoom = { k: 1, x: 0, y: 0 };

export interface ScatterSpace {
  readonly width: number;
  readonly height: number;
  /** px of a rem. */
  readonly unit: number;
  readonly zoom: ScatterZoom;
  readonly ground: string;
  readonly ink: string;
  /** Of the names of the axes. */
  readonly quietInk: string;
}

/** Lengths in rem. The edge has room for half a picture beside the names. */
const EDGE = 2.25;
export const MARK = 0.75;
export const PICTURE = 1.75;
/** How near a pointer must come to a point. */
const REACH = 1.25;
/** Left and below, where the names of the axes stand. */
const NAMES = 1.25;
export const NAME_SIZE = 0.75;

/** Places on the page, in px: of the whole plot, all points fit; both axes have one scale. */
export function onPage(
  places: Float32Array,
  { width, height, unit, zoom }: Pick<ScatterSpace, 'width' | 'height' | 'unit' | 'zoom'>,
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
      ? zoom.x * width + zoom.k * (width / 2 + scale * (value - (left + right) / 2))
      : zoom.y * height + zoom.k * (height / 2 - scale * (value - (bottom + top) / 2)),
  );
}

/** Whether a place on the page is on show, beside the names of the axes. */
export function isOnShow(
  x: number,
  y: number,
  { width, height, unit }: Pick<ScatterSpace, 'width' | 'height' | 'unit'>,
): boolean {
  return x >= NAMES * unit && x <= width && y >= 0 && y <= height - NAMES * unit;
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
  { places, marks, pictures, chosen, axes }: ScatterPoints,
  space: ScatterSpace,
): void {
  const { width, height, unit, ground, ink, quietInk } = space;
  const placed = onPage(places, space);
  context.fillStyle = ground;
  context.fillRect(0, 0, width, height);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.font = `${NAME_SIZE * unit}px sans-serif`;
  context.fillStyle = quietInk;
  const { across, up } = nameplaces(space);
  context.fillText(axes.x, across.x, across.y);
  context.save();
  context.translate(up.x, up.y);
  context.rotate(-Math.PI / 2);
  context.fillText(axes.y, 0, 0);
  context.restore();

  context.save();
  context.beginPath();
  context.rect(NAMES * unit, 0, width - NAMES * unit, height - NAMES * unit);
  context.clip();
  context.font = `${MARK * unit}px sans-serif`;
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
  context.restore();
}

/** Where the middles of the axes' names lie. */
export function nameplaces({ width, height, unit }: ScatterSpace) {
  const middle = NAMES / 2;
  return {
    across: { x: (width + NAMES * unit) / 2, y: height - middle * unit },
    up: { x: middle * unit, y: (height - NAMES * unit) / 2 },
  };
}
