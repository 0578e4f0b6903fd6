import type { RandomStream } from '../../../random/stream';
import { ellipse, smooth } from '../outline';
import { darker, lighter } from '../palette';
import { checks, dots, stripes } from '../patterns';
import type { Pattern } from '../patterns';
import { surface } from '../surface';
import type { ObjectClass } from './objectClass';

/** Decoration of the bellied part, between two plain bands. */
function decoration(random: RandomStream, top: number, bottom: number): Pattern {
  const inner = [
    stripes(0, 1, 0.22, 0.45),
    dots(0.26, 0.3),
    checks(0.17),
    stripes(1, 0, 0.22, 0.4),
    stripes(1, 1, 0.28, 0.45),
  ][random.below(5)]!;
  return (u, v) => (v > top && v < bottom ? inner(u, v) : 0);
}

export const mug: ObjectClass = {
  name: 'mug',
  draw: (random, { body, accent, detail }) => {
    const half = random.between(0.5, 0.62);
    const foot = half * random.between(0.72, 1);
    const top = random.between(-0.86, -0.6);
    const rim = random.between(0.13, 0.2);
    const handle = random.between(0.3, 0.42);
    const right = 0.3;
    const [left, middle] = [right - 2 * half, right - half];
    const grip = (inset: number) =>
      smooth([
        [right - 0.1, top + 0.3 + inset],
        [right + handle, top + 0.28 + inset],
        [right + handle + 0.22 - inset, 0.05],
        [right + handle - 0.06, 0.52 - inset],
        [right - 0.1, 0.46 - inset],
      ]);
    return [
      { outline: [grip(0), grip(0.15)], surface: surface(darker(body, 0.12), { relief: 0.5, gloss: 0.5 }) },
      {
        outline: [
          smooth([
            [left, top],
            [middle, top - 0.04],
            [right, top],
            [middle + (half + foot) / 2, 0.3],
            [middle + foot, 0.82],
            [middle, 0.96],
            [middle - foot, 0.82],
            [middle - (half + foot) / 2, 0.3],
          ]),
        ],
        surface: surface(body, {
          accent,
          pattern: decoration(random, top + 0.34, 0.66),
          relief: 0.9,
          gloss: 0.6,
        }),
      },
      { outline: [ellipse(middle, top, half, rim)], surface: surface(lighter(body, 0.35), { relief: 0.2 }) },
      {
        outline: [ellipse(middle, top + 0.015, half * 0.87, rim * 0.76)],
        surface: surface(darker(detail, 0.6), { relief: 0.3 }),
      },
    ];
  },
};
