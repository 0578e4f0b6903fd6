import { ellipse, polygon, rectangle, roundedRectangle } from '../outline';
import { CHALK, darker, lighter } from '../palette';
import { bricks, scales, stripes } from '../patterns';
import { surface } from '../surface';
import type { Part } from '../surface';
import type { ObjectClass } from './objectClass';

function window(x: number, y: number, half: number, glass: Part['surface']): Part[] {
  const frame = surface(CHALK, { relief: 0.2 });
  return [
    { outline: [rectangle(x - half, y - half, x + half, y + half)], surface: frame },
    { outline: [rectangle(x - half + 0.04, y - half + 0.04, x - 0.025, y + half - 0.04)], surface: glass },
    { outline: [rectangle(x + 0.025, y - half + 0.04, x + half - 0.04, y + half - 0.04)], surface: glass },
  ];
}

export const house: ObjectClass = {
  name: 'house',
  draw: (random, { body, accent, detail }) => {
    const half = random.between(0.62, 0.78);
    const eaves = random.between(-0.22, -0.04);
    const ridge = random.between(0, 0.45);
    const doorX = random.between(-half + 0.3, half - 0.3);
    const chimneyX = random.between(0.2, 0.45);
    const glass = surface(darker(detail, 0.55), { relief: 0.3, gloss: 1 });
    const walls = random.uniform() < 0.6 ? bricks(0.24, 0.12, 0.028) : stripes(0, 1, 0.14, 0.2);
    const windows = [-0.42, 0.42].map((x) => x * (half / 0.7)).filter((x) => Math.abs(x - doorX) > 0.36);
    return [
      {
        outline: [rectangle(chimneyX, -0.98, chimneyX + 0.22, -0.3)],
        surface: surface(darker(body, 0.2), {
          accent: lighter(body, 0.3),
          pattern: bricks(0.14, 0.1, 0.025),
          relief: 0.3,
        }),
      },
      {
        outline: [rectangle(-half, eaves - 0.04, half, 0.96)],
        surface: surface(body, { accent: lighter(body, 0.5), pattern: walls, relief: 0.3 }),
      },
      {
        outline: [
          polygon([
            [-half - 0.2, eaves],
            [-ridge, -0.86],
            [ridge, -0.86],
            [half + 0.2, eaves],
          ]),
        ],
        surface: surface(accent, { accent: darker(accent, 0.5), pattern: scales(0.2, 0.24), relief: 0.35 }),
      },
      {
        outline: [rectangle(-half - 0.2, eaves - 0.05, half + 0.2, eaves + 0.04)],
        surface: surface(darker(accent, 0.6), { relief: 0.2 }),
      },
      ...windows.flatMap((x) => window(x, 0.3, 0.2, glass)),
      ...(ridge > 0.2 ? [] : window(0, -0.46, 0.13, glass)),
      {
        outline: [roundedRectangle(doorX - 0.17, 0.24, doorX + 0.17, 0.97, 0.08)],
        surface: surface(detail, {
          accent: darker(detail, 0.4),
          pattern: stripes(1, 0, 0.114, 0.3),
          relief: 0.3,
        }),
      },
      { outline: [ellipse(doorX + 0.1, 0.64, 0.035)], surface: surface(CHALK, { gloss: 1 }) },
    ];
  },
};
