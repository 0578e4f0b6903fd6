import { ellipse, polygon, smooth, stroke } from '../outline';
import { CHALK, INK, darker, lighter } from '../palette';
import { blend, plain, scales, streaks, stripes } from '../patterns';
import { surface } from '../surface';
import type { ObjectClass } from './objectClass';

export const bird: ObjectClass = {
  name: 'bird',
  draw: (random, { body, accent, detail }) => {
    const belly = random.between(0.36, 0.48);
    const head = random.between(0.26, 0.33);
    const lift = random.between(-0.3, 0.35);
    const beak = random.between(0.26, 0.4);
    const feathers = stripes(0.35, 1, random.between(0.13, 0.18), 0.4);
    const down = blend(scales(0.16, 0.2), random.uniform() < 0.5 ? 0.35 : 0, streaks(random, 'u', 0.4));
    const crest = random.uniform() < 0.4;
    const feet = [-0.08, 0.16].flatMap((x) => [
      stroke([x, 0.4], [x - 0.03, 0.92], 0.07),
      stroke([x - 0.17, 0.95], [x + 0.08, 0.9], 0.07, 0.05),
    ]);
    return [
      ...feet.map((outline) => ({
        outline: [outline],
        surface: surface(darker(detail, 0.3), { relief: 0.2 }),
      })),
      {
        outline: [
          polygon([
            [0.3, -0.12],
            [0.98, -0.26 + lift * 0.3],
            [0.94, 0.06 + lift * 0.3],
            [0.32, 0.24],
          ]),
        ],
        surface: surface(accent, {
          accent: darker(accent, 0.5),
          pattern: stripes(0.2, 1, 0.16),
          relief: 0.3,
        }),
      },
      ...(crest
        ? [
            {
              outline: [
                smooth([
                  [-0.62, -0.68],
                  [-0.36, -0.98],
                  [-0.28, -0.86],
                  [-0.38, -0.6],
                ]),
              ],
              surface: surface(accent),
            },
          ]
        : []),
      {
        outline: [
          smooth([
            [-0.62, -0.22],
            [-0.42, -0.5],
            [0, -0.34],
            [0.42, -0.16],
            [0.5, 0.06],
            [0.18, belly],
            [-0.28, belly + 0.06],
            [-0.58, 0.18],
          ]),
        ],
        surface: surface(body, { accent: darker(body, 0.35), pattern: down, relief: 0.9 }),
      },
      {
        outline: [
          smooth([
            [-0.56, 0.06],
            [-0.3, 0],
            [0.02, 0.22],
            [0, belly],
            [-0.28, belly + 0.04],
            [-0.52, 0.22],
          ]),
        ],
        surface: surface(lighter(body, 0.55), { accent: body, pattern: streaks(random, 'v', 0.4) }),
      },
      {
        outline: [
          smooth([
            [-0.34, -0.16],
            [0, -0.3 + lift * 0.2],
            [0.4, -0.14 + lift],
            [0.72, 0.1 + lift],
            [0.2, 0.18],
            [-0.16, 0.12],
          ]),
        ],
        surface: surface(accent, { accent: darker(accent, 0.5), pattern: feathers, relief: 0.6 }),
      },
      {
        outline: [
          polygon([
            [-0.62, -0.6],
            [-0.62 - beak, -0.44],
            [-0.6, -0.36],
          ]),
        ],
        surface: surface(detail, { relief: 0.5, gloss: 0.3 }),
      },
      { outline: [ellipse(-0.46, -0.5, head)], surface: surface(body, { relief: 0.8, pattern: plain }) },
      { outline: [ellipse(-0.55, -0.55, 0.095)], surface: surface(CHALK, { relief: 0.2 }) },
      { outline: [ellipse(-0.56, -0.55, 0.055)], surface: surface(INK, { gloss: 1 }) },
    ];
  },
};
