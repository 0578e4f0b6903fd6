import { ellipse, smooth } from '../outline';
import { darker, lighter } from '../palette';
import { dots, streaks, stripes } from '../patterns';
import { surface } from '../surface';
import type { ObjectClass } from './objectClass';

export const mushroom: ObjectClass = {
  name: 'mushroom',
  draw: (random, { body, accent, detail }) => {
    const cap = random.between(0.72, 1);
    const dome = random.between(-0.98, -0.72);
    const brim = random.between(-0.08, 0.12);
    const waist = random.between(0.16, 0.26);
    const foot = waist + random.between(0.06, 0.2);
    const stem = lighter(detail, 0.55);
    return [
      {
        outline: [
          smooth([
            [-waist, -0.2],
            [waist, -0.2],
            [waist + 0.02, 0.4],
            [foot, 0.9],
            [0, 0.99],
            [-foot, 0.9],
            [-waist - 0.02, 0.4],
          ]),
        ],
        surface: surface(stem, {
          accent: darker(stem, 0.3),
          pattern: streaks(random, 'v', 0.5),
          relief: 0.9,
        }),
      },
      {
        outline: [
          smooth([
            [-waist - 0.12, 0.24],
            [0, 0.16],
            [waist + 0.12, 0.24],
            [waist + 0.06, 0.42],
            [0, 0.36],
            [-waist - 0.06, 0.42],
          ]),
        ],
        surface: surface(lighter(stem, 0.4), {
          accent: darker(stem, 0.2),
          pattern: stripes(1, 0, 0.12),
          relief: 0.6,
        }),
      },
      {
        outline: [ellipse(0, brim, cap * 0.94, 0.2)],
        surface: surface(lighter(stem, 0.3), {
          accent: darker(stem, 0.5),
          pattern: stripes(1, 0, 0.1, 0.4),
          relief: 0.2,
        }),
      },
      {
        outline: [
          smooth([
            [-cap, brim],
            [-cap * 0.86, brim - 0.42],
            [-cap * 0.4, dome + 0.08],
            [cap * 0.4, dome + 0.08],
            [cap * 0.86, brim - 0.42],
            [cap, brim],
            [cap * 0.5, brim + 0.04],
            [-cap * 0.5, brim + 0.04],
          ]),
        ],
        surface: surface(body, {
          accent,
          pattern: dots(random.between(0.3, 0.42), random.between(0.28, 0.36)),
          relief: 0.95,
          gloss: 0.35,
        }),
      },
    ];
  },
};
