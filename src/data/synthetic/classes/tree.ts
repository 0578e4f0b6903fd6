import type { RandomStream } from '../../../random/stream';
import { ellipse, polygon, smooth, stroke } from '../outline';
import { darker, lighter } from '../palette';
import type { Color } from '../palette';
import { patches, streaks } from '../patterns';
import { surface } from '../surface';
import type { Part } from '../surface';
import type { ObjectClass, ObjectColors } from './objectClass';

function foliage(random: RandomStream, body: Color): Part['surface'] {
  return surface(darker(body, 0.3), {
    accent: lighter(body, 0.25),
    pattern: patches(random, random.between(0.5, 0.8), 0.25),
    relief: 0.8,
  });
}

function leafy(random: RandomStream, { body, accent }: ObjectColors): Part[] {
  const spread = random.between(0.4, 0.52);
  const crowns = [
    [-spread, -0.16, 0.4],
    [spread, -0.12, 0.4],
    [0.05, 0.06, 0.42],
    [-0.22, -0.56, 0.4],
    [0.26, -0.5, 0.42],
  ] as const;
  const fruit = random.uniform() < 0.6 ? 6 : 0;
  return [
    ...crowns.map(([x, y, radius]) => ({
      outline: [ellipse(x, y, radius * random.between(0.95, 1.15), radius * random.between(0.85, 1.05))],
      surface: foliage(random, body),
    })),
    ...Array.from({ length: fruit }, () => ({
      outline: [ellipse(random.between(-0.65, 0.65), random.between(-0.75, 0.25), 0.085)],
      surface: surface(accent, { relief: 0.9, gloss: 0.6 }),
    })),
  ];
}

function conifer(random: RandomStream, { body }: ObjectColors): Part[] {
  const width = random.between(0.6, 0.78);
  return [0, 1, 2].map((tier) => {
    const bottom = 0.42 - tier * 0.44;
    const half = width * (1 - tier * 0.24);
    return {
      outline: [
        polygon([
          [0, bottom - 0.78 + tier * 0.08],
          [half, bottom],
          [half * 0.6, bottom - 0.06],
          [half * 0.25, bottom + 0.06],
          [-half * 0.2, bottom - 0.05],
          [-half * 0.6, bottom + 0.05],
          [-half, bottom - 0.02],
        ]),
      ],
      surface: foliage(random, body),
    };
  });
}

export const tree: ObjectClass = {
  name: 'tree',
  draw: (random, colors) => {
    const trunk = random.between(0.1, 0.16);
    const bark = surface(darker(colors.detail, 0.25), {
      accent: darker(colors.detail, 0.75),
      pattern: streaks(random, 'v', 0.35),
      relief: 0.9,
    });
    const crown = random.uniform() < 0.6 ? leafy : conifer;
    return [
      {
        outline: [
          smooth([
            [-trunk, -0.2],
            [trunk, -0.2],
            [trunk, 0.6],
            [trunk * 2.3, 0.98],
            [-trunk * 2.3, 0.98],
            [-trunk, 0.6],
          ]),
        ],
        surface: bark,
      },
      { outline: [stroke([0, 0.42], [0.42, -0.05], trunk, trunk * 0.6)], surface: bark },
      { outline: [stroke([0, 0.5], [-0.44, 0.02], trunk, trunk * 0.6)], surface: bark },
      ...crown(random, colors),
    ];
  },
};
