import type { RandomStream } from '../../random/stream';
import { ellipse, polygon, roundedRectangle, smooth, stroke } from './outline';
import type { Outline, Point } from './outline';
import { anyColor, contrasting, darker } from './palette';
import { anyPattern, stripes } from './patterns';
import { randomRotation } from './placement';
import { surface } from './surface';
import type { Part } from './surface';

/** A blob or star: points at random distances around the middle. */
function ringOfPoints(random: RandomStream, count: number, radius: () => number): Point[] {
  let [x, y] = randomRotation(random, 1);
  // Rotations by 1/count of a turn, from the sine and cosine of the regular polygons used here.
  const [cosine, sine] = count === 8 ? [Math.SQRT1_2, Math.SQRT1_2] : [0.5, 0.5 * Math.sqrt(3)];
  return Array.from({ length: count }, () => {
    const reach = radius();
    const point: Point = [x * reach, y * reach];
    [x, y] = [x * cosine - y * sine, y * cosine + x * sine];
    return point;
  });
}

function anyShape(random: RandomStream): Outline {
  switch (random.below(6)) {
    case 0:
      return [ellipse(0, 0, 1, random.between(0.5, 1))];
    case 1:
      return [roundedRectangle(-1, -random.between(0.4, 0.9), 1, random.between(0.4, 0.9), 0.15)];
    case 2:
      return [smooth(ringOfPoints(random, 6, () => random.between(0.55, 1)))];
    case 3:
      return [polygon(ringOfPoints(random, 6, () => random.between(0.4, 1)))];
    case 4: {
      let spike = 0;
      return [polygon(ringOfPoints(random, 8, () => (spike++ % 2 === 0 ? 1 : 0.5)))];
    }
    default:
      return [ellipse(0, 0, 1), ellipse(0, 0, random.between(0.45, 0.7))];
  }
}

/** A thing of no class: a random shape with any pattern. */
export function distractor(random: RandomStream): Part[] {
  const base = anyColor(random);
  const accent = contrasting(random, [base], 80);
  return [
    {
      outline: anyShape(random),
      surface: surface(base, {
        accent,
        pattern: anyPattern(random, random.between(0.3, 0.6)),
        relief: random.between(0, 0.9),
        gloss: random.between(0, 0.5),
      }),
    },
  ];
}

/** Something to stand in front: a pole, a twig with leaves, or a distractor. */
export function occluder(random: RandomStream): Part[] {
  const color = anyColor(random);
  const wood = surface(darker(color, 0.3), {
    accent: darker(color, 0.6),
    pattern: stripes(0.3, 1, 0.3),
    relief: 0.8,
  });
  switch (random.below(3)) {
    case 0:
      return [{ outline: [stroke([0, -3.2], [0, 3.2], random.between(0.22, 0.4))], surface: wood }];
    case 1:
      return [
        { outline: [stroke([0.1, 2.6], [0, -1.4], 0.16, 0.08)], surface: wood },
        ...[-1.1, -0.5, 0.1, 0.7].map((y, index) => {
          const side = index % 2 === 0 ? 1 : -1;
          const leaf: Point[] = [
            [0, y],
            [side * 0.35, y - 0.38],
            [side * 0.9, y - 0.42],
            [side * 0.5, y - 0.04],
          ];
          return {
            outline: [smooth(leaf)],
            surface: surface(color, {
              accent: darker(color, 0.35),
              pattern: stripes(side * 0.6, 1, 0.22, 0.2),
            }),
          };
        }),
      ];
    default:
      return distractor(random);
  }
}
