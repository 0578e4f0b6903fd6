/**
 * @file Outlines of painted shapes, in a drawing frame with x to the right and y down. Curves are flattened with
 * + − × ÷ alone, which IEEE 754 rounds the same everywhere, so that scenes are equal on every machine.
 */

export type Point = readonly [number, number];

/** A closed polygon as x0, y0, x1, y1, … */
export type Contour = readonly number[];

/** One or more contours, filled by the even-odd rule: a second one inside the first is a hole. */
export type Outline = readonly Contour[];

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Chords per control point of a smooth curve. */
const CURVE_STEPS = 4;
/** Chords per quarter of an ellipse. */
const QUARTER_STEPS = 5;
const QUARTER_DIRECTIONS: readonly Point[] = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
];

export function polygon(points: readonly Point[]): Contour {
  return points.flat();
}

/** A closed uniform Catmull–Rom curve through the points. */
export function smooth(points: readonly Point[]): Contour {
  const contour: number[] = [];
  const count = points.length;
  for (let i = 0; i < count; i++) {
    const [before, from, to, after] = [count - 1, 0, 1, 2].map((shift) => points[(i + shift) % count]!);
    for (let step = 0; step < CURVE_STEPS; step++) {
      const t = step / CURVE_STEPS;
      for (const axis of [0, 1] as const) {
        const [a, b, c, d] = [before![axis], from![axis], to![axis], after![axis]];
        contour.push(b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a))));
      }
    }
  }
  return contour;
}

/** Points of a quarter of an ellipse, from its start on an axis to its end on the next one, clockwise on the screen. */
function quarterArc(x: number, y: number, radiusX: number, radiusY: number, quarter: number): Point[] {
  const [directionX, directionY] = QUARTER_DIRECTIONS[quarter]!;
  return Array.from({ length: QUARTER_STEPS + 1 }, (_, step) => {
    // The rational parametrisation of the circle: t is the tangent of half the angle, 1 at 90°.
    const t = step / QUARTER_STEPS;
    const cosine = (1 - t * t) / (1 + t * t);
    const sine = (2 * t) / (1 + t * t);
    return [
      x + radiusX * (directionX * cosine - directionY * sine),
      y + radiusY * (directionY * cosine + directionX * sine),
    ];
  });
}

export function ellipse(x: number, y: number, radiusX: number, radiusY = radiusX): Contour {
  return polygon([0, 1, 2, 3].flatMap((quarter) => quarterArc(x, y, radiusX, radiusY, quarter).slice(0, -1)));
}

export function rectangle(left: number, top: number, right: number, bottom: number): Contour {
  return [left, top, right, top, right, bottom, left, bottom];
}

/** A rectangle with corners rounded to quarter circles. */
export function roundedRectangle(
  left: number,
  top: number,
  right: number,
  bottom: number,
  radius: number,
): Contour {
  const corners: readonly Point[] = [
    [right - radius, bottom - radius],
    [left + radius, bottom - radius],
    [left + radius, top + radius],
    [right - radius, top + radius],
  ];
  return polygon(corners.flatMap(([x, y], quarter) => quarterArc(x, y, radius, radius, quarter)));
}

/** A straight stroke of the given width, which may taper to another. */
export function stroke(from: Point, to: Point, width: number, endWidth = width): Contour {
  const [x, y] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.sqrt(x * x + y * y);
  const [normalX, normalY] = [-y / length / 2, x / length / 2];
  return [
    from[0] + normalX * width,
    from[1] + normalY * width,
    to[0] + normalX * endWidth,
    to[1] + normalY * endWidth,
    to[0] - normalX * endWidth,
    to[1] - normalY * endWidth,
    from[0] - normalX * width,
    from[1] - normalY * width,
  ];
}

/** The contour mirrored at the vertical axis. */
export function mirrored(contour: Contour): Contour {
  return contour.map((value, index) => (index % 2 === 0 ? -value : value));
}

export function boundingBox(outline: Outline): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const contour of outline) {
    for (let i = 0; i < contour.length; i += 2) {
      const [x, y] = [contour[i]!, contour[i + 1]!];
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
    }
  }
  return { left, top, right, bottom };
}
