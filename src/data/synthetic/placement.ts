import type { RandomStream } from '../../random/stream';

/**
 * Where a drawing lands in the scene: scene = linear · drawing + offset. The scene spans [−1, 1] in both directions,
 * whatever its size in pixels.
 */
export interface Placement {
  /** Row by row: a, b, c, d with x = a·u + b·v + x₀ and y = c·u + d·v + y₀. */
  readonly linear: readonly [number, number, number, number];
  readonly offset: readonly [number, number];
  /** Half the size of the drawing in the scene. */
  readonly scale: number;
}

export const IN_PLACE: Placement = { linear: [1, 0, 0, 1], offset: [0, 0], scale: 1 };

/** The placement that takes a scene point back to the drawing. */
export function inverse({ linear: [a, b, c, d], offset: [x, y], scale }: Placement): Placement {
  const determinant = a * d - b * c;
  const linear = [d / determinant, -b / determinant, -c / determinant, a / determinant] as const;
  return {
    linear,
    offset: [-(linear[0] * x + linear[1] * y), -(linear[2] * x + linear[3] * y)],
    scale: 1 / scale,
  };
}

/** The placement with its offset moved. */
export function moved(placement: Placement, x: number, y: number): Placement {
  return { ...placement, offset: [placement.offset[0] + x, placement.offset[1] + y] };
}

/** A unit vector (cos, sin) at an angle of up to ±2·atan(`halfTangent`), small angles somewhat likelier. */
export function randomRotation(random: RandomStream, halfTangent: number): [number, number] {
  const t = random.between(-halfTangent, halfTangent);
  return [(1 - t * t) / (1 + t * t), (2 * t) / (1 + t * t)];
}

export interface Pose {
  readonly scale: number;
  /** tan of half the largest rotation. */
  readonly tilt: number;
  /** How far from the middle the drawing may lie, in either direction. */
  readonly reach: number;
}

/** A random placement: rotated, mirrored half of the time, slightly sheared and stretched. */
export function randomPlacement(random: RandomStream, { scale, tilt, reach }: Pose): Placement {
  const [cosine, sine] = randomRotation(random, tilt);
  const mirror = random.uniform() < 0.5 ? -1 : 1;
  const shear = random.between(-0.18, 0.18);
  const stretch = random.between(0.9, 1.1);
  const [width, height] = [scale * stretch * mirror, scale / stretch];
  return {
    linear: [
      width * cosine,
      height * (shear * cosine - sine),
      width * sine,
      height * (shear * sine + cosine),
    ],
    offset: [random.between(-reach, reach), random.between(-reach, reach)],
    scale,
  };
}
