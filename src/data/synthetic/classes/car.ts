import { ellipse, roundedRectangle, smooth, polygon } from '../outline';
import { CHALK, INK, darker, lighter } from '../palette';
import { plain, stripes } from '../patterns';
import { surface } from '../surface';
import type { Part } from '../surface';
import type { ObjectClass } from './objectClass';

function wheel(x: number, y: number, radius: number, rim: Part['surface']): Part[] {
  return [
    { outline: [ellipse(x, y, radius)], surface: surface(INK, { relief: 0.6 }) },
    { outline: [ellipse(x, y, radius * 0.58)], surface: rim },
    { outline: [ellipse(x, y, radius * 0.2)], surface: surface(INK) },
  ];
}

export const car: ObjectClass = {
  name: 'car',
  draw: (random, { body, accent, detail }) => {
    const roof = random.between(-0.66, -0.46);
    const front = random.between(-0.5, -0.3);
    const rear = random.between(0.44, 0.78);
    const radius = random.between(0.21, 0.27);
    const axles = [random.between(-0.62, -0.5), random.between(0.48, 0.6)] as const;
    const glass = surface(lighter(detail, 0.5), {
      accent: lighter(detail, 0.8),
      pattern: stripes(1, 0.7, 0.5, 0.3),
      relief: 0.3,
      gloss: 0.5,
    });
    const stripe = random.uniform() < 0.5 ? stripes(0, 1, 0.5, random.between(0.2, 0.3)) : plain;
    const paint = surface(body, { accent, pattern: stripe, relief: 0.75, gloss: 0.6 });
    const rim = surface(CHALK, {
      accent: darker(CHALK, 0.4),
      pattern: stripes(1, 1, 0.12),
      relief: 0.4,
      gloss: 0.5,
    });
    const middle = (front + rear) / 2;
    return [
      {
        outline: [
          polygon([
            [front - 0.28, 0.02],
            [front, roof],
            [rear - 0.1, roof],
            [rear + 0.1, 0.02],
          ]),
        ],
        surface: paint,
      },
      {
        outline: [
          polygon([
            [front - 0.12, -0.04],
            [front + 0.06, roof + 0.1],
            [middle - 0.04, roof + 0.1],
            [middle - 0.04, -0.04],
          ]),
        ],
        surface: glass,
      },
      {
        outline: [
          polygon([
            [middle + 0.06, -0.04],
            [middle + 0.06, roof + 0.1],
            [rear - 0.16, roof + 0.1],
            [rear - 0.04, -0.04],
          ]),
        ],
        surface: glass,
      },
      {
        outline: [
          smooth([
            [-0.98, 0.2],
            [-0.86, 0.02],
            [-0.4, -0.06],
            [0.4, -0.06],
            [0.9, 0],
            [0.98, 0.2],
            [0.94, 0.44],
            [0.4, 0.48],
            [-0.4, 0.48],
            [-0.94, 0.44],
          ]),
        ],
        surface: paint,
      },
      { outline: [roundedRectangle(middle + 0.02, 0.06, middle + 0.16, 0.1, 0.02)], surface: surface(INK) },
      { outline: [ellipse(-0.88, 0.16, 0.08, 0.1)], surface: surface(CHALK, { gloss: 1 }) },
      { outline: [ellipse(0.92, 0.16, 0.05, 0.1)], surface: surface(accent, { gloss: 1 }) },
      ...axles.flatMap((x) => wheel(x, 0.46, radius, rim)),
    ];
  },
};
