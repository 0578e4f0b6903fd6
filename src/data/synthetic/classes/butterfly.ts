import { ellipse, mirrored, smooth, stroke } from '../outline';
import type { Contour } from '../outline';
import { CHALK, INK, darker, lighter } from '../palette';
import { rings, stripes } from '../patterns';
import { surface } from '../surface';
import type { Part, Surface } from '../surface';
import type { ObjectClass } from './objectClass';

function pair(contour: Contour, look: Surface): Part[] {
  return [
    { outline: [contour], surface: look },
    { outline: [mirrored(contour)], surface: look },
  ];
}

export const butterfly: ObjectClass = {
  name: 'butterfly',
  draw: (random, { body, accent, detail }) => {
    const span = random.between(0.82, 1);
    const tip = random.between(-0.95, -0.7);
    const drop = random.between(0.62, 0.95);
    const eyeY = random.between(-0.5, -0.38);
    const vein = surface(body, {
      accent: darker(body, 0.5),
      pattern:
        random.uniform() < 0.5
          ? stripes(0, 1, random.between(0.22, 0.3), 0.25)
          : rings(0, 0, random.between(0.24, 0.34)),
      relief: 0.35,
    });
    const rim = surface(darker(detail, 0.55), { relief: 0.3 });
    const upper = (inset: number): Contour =>
      smooth([
        [0.04, -0.12],
        [0.3 + inset, -0.62 + inset],
        [span - inset, tip + inset],
        [span - 0.02 - inset, -0.24 - inset],
        [0.5, 0.04 - inset / 2],
        [0.1, 0.06],
      ]);
    const lower = (inset: number): Contour =>
      smooth([
        [0.04, 0],
        [0.5, 0.02 + inset / 2],
        [span * 0.8 - inset, 0.24 + inset / 2],
        [span * 0.66 - inset, drop - inset],
        [0.26, 0.68 - inset],
      ]);
    const spot = surface(accent, { relief: 0.3 });
    return [
      ...pair(lower(0), rim),
      ...pair(lower(0.1), { ...vein, base: lighter(accent, 0.15), accent: darker(accent, 0.35) }),
      ...pair(upper(0), rim),
      ...pair(upper(0.1), vein),
      ...pair(ellipse(0.62, eyeY, 0.17), spot),
      ...pair(ellipse(0.62, eyeY, 0.08), surface(INK)),
      ...pair(ellipse(0.42, 0.42, 0.12), surface(CHALK, { relief: 0.3 })),
      ...pair(stroke([0.02, -0.34], [0.3, -0.92], 0.055, 0.04), surface(INK)),
      ...pair(ellipse(0.3, -0.92, 0.055), surface(INK)),
      {
        outline: [
          smooth([
            [0, -0.42],
            [0.1, -0.3],
            [0.09, 0.1],
            [0.05, 0.62],
            [-0.05, 0.62],
            [-0.09, 0.1],
            [-0.1, -0.3],
          ]),
        ],
        surface: surface(darker(detail, 0.7), {
          accent: detail,
          pattern: stripes(0, 1, 0.17, 0.4),
          relief: 0.9,
        }),
      },
    ];
  },
};
