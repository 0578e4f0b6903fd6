import { ellipse, smooth, stroke } from '../outline';
import { CHALK, INK, darker, lighter } from '../palette';
import { scales, stripes } from '../patterns';
import { surface } from '../surface';
import type { ObjectClass } from './objectClass';

export const fish: ObjectClass = {
  name: 'fish',
  draw: (random, { body, accent, detail }) => {
    const height = random.between(0.38, 0.58);
    const tail = random.between(0.4, 0.62);
    const fin = random.between(0.7, 0.95);
    const pattern =
      random.uniform() < 0.5
        ? scales(random.between(0.24, 0.32))
        : stripes(1, random.between(-0.3, 0.3), random.between(0.3, 0.42), random.between(0.3, 0.5));
    const finSurface = (x: number, y: number) =>
      surface(detail, { accent: lighter(detail, 0.5), pattern: stripes(x, y, 0.12, 0.35), relief: 0.3 });
    const back: readonly (readonly [number, number])[] = [
      [-0.3, -height * 0.85],
      [-0.1, -fin],
      [0.35, -fin * 0.8],
      [0.42, -height * 0.4],
    ];
    return [
      { outline: [smooth(back)], surface: finSurface(1, 0.3) },
      {
        outline: [
          smooth([
            [0.45, 0],
            [0.98, -tail],
            [0.84, 0],
            [0.98, tail],
            [0.5, 0.06],
          ]),
        ],
        surface: finSurface(0.3, 1),
      },
      {
        outline: [
          smooth([
            [-0.05, height * 0.7],
            [0.3, height * 0.6],
            [0.22, fin * 0.85],
            [0.05, fin * 0.75],
          ]),
        ],
        surface: finSurface(1, -0.4),
      },
      {
        outline: [
          smooth([
            [-0.97, 0.04],
            [-0.66, -height * 0.72],
            [-0.1, -height],
            [0.4, -height * 0.45],
            [0.64, 0],
            [0.4, height * 0.45],
            [-0.1, height],
            [-0.68, height * 0.7],
          ]),
        ],
        surface: surface(body, { accent, pattern, relief: 0.9, gloss: 0.25 }),
      },
      {
        outline: [
          smooth([
            [-0.95, 0.04],
            [-0.7, -height * 0.66],
            [-0.5, -height * 0.5],
            [-0.44, 0],
            [-0.52, height * 0.52],
            [-0.72, height * 0.62],
          ]),
        ],
        surface: surface(lighter(body, 0.2), { relief: 0.7, gloss: 0.2 }),
      },
      {
        outline: [
          smooth([
            [-0.2, 0.06],
            [0.14, 0],
            [0.2, 0.16],
            [0.02, 0.26],
          ]),
        ],
        surface: finSurface(0.2, 1),
      },
      { outline: [stroke([-0.93, 0.13], [-0.76, 0.17], 0.035, 0.05)], surface: surface(darker(body, 0.7)) },
      { outline: [ellipse(-0.7, -0.1, 0.12)], surface: surface(CHALK, { relief: 0.3 }) },
      { outline: [ellipse(-0.72, -0.1, 0.065)], surface: surface(INK, { gloss: 1 }) },
    ];
  },
};
