import type { RandomStream } from '../../random/stream';
import type { Canvas, Light } from './canvas';
import { rectangle, smooth } from './outline';
import type { Outline } from './outline';
import { anyColor, contrasting, lighter, mix } from './palette';
import type { Color } from './palette';
import { anyPattern, blend, bricks, checks, fade, patches, streaks } from './patterns';
import type { Pattern } from './patterns';
import { IN_PLACE, randomPlacement } from './placement';
import { surface } from './surface';

/** Class of everything that is no object. */
export const BACKGROUND = 0;

/** How far hills rise above the horizon or fall below it. */
const HILLS = 0.16;
/** Large enough to cover the scene in every pose. */
const OVERALL: Outline = [rectangle(-3, -3, 3, 3)];

/** Sky with clouds over one or two ranges of hills and textured ground. */
function landscape(
  canvas: Canvas,
  random: RandomStream,
  light: Light,
  [far, near]: readonly [Color, Color],
): void {
  const horizon = random.between(-0.35, 0.45);
  const sky = lighter(far, 0.45);
  const clouds = blend(patches(random, 1.6, 0.5), random.between(0.2, 0.7), fade(-1, horizon));
  canvas.paint(
    {
      outline: [rectangle(-1, -1, 1, horizon + 2 * HILLS)],
      surface: surface(sky, { accent: lighter(sky, 0.7), pattern: clouds, relief: 0 }),
    },
    IN_PLACE,
    light,
    BACKGROUND,
  );
  const ranges = 1 + random.below(2);
  for (let range = 0; range < ranges; range++) {
    const height = horizon + range * 0.22;
    const ridge = [-1.4, -0.8, -0.3, 0.2, 0.7, 1.4].map(
      (x) => [x, height + random.between(-HILLS, HILLS)] as const,
    );
    const color = mix(near, far, range === 0 && ranges > 1 ? 0.55 : 0);
    const pattern =
      range === 0 && ranges > 1 ? patches(random, 1, 0.4) : anyPattern(random, random.between(0.16, 0.3));
    canvas.paint(
      {
        outline: [smooth([...ridge, [1.6, 1.6], [-1.6, 1.6]])],
        surface: surface(color, { accent: mix(color, far, 0.35), pattern, relief: 0 }),
      },
      IN_PLACE,
      light,
      BACKGROUND,
    );
  }
}

/** One textured surface, seen from any side: wall, floor, cloth, wood, haze. */
function wall(
  canvas: Canvas,
  random: RandomStream,
  light: Light,
  [far, near]: readonly [Color, Color],
): void {
  const size = random.between(0.25, 0.6);
  const regular: Pattern = [
    checks(size),
    bricks(size, size / 2, size * 0.06),
    streaks(random, random.uniform() < 0.5 ? 'u' : 'v', size),
    patches(random, 1.2, 0.6),
    patches(random, 0.5, 0.3),
    anyPattern(random, size * 0.7),
  ][random.below(6)]!;
  const uneven = patches(random, 1.5, 0.8);
  const accent = mix(near, far, random.between(0.25, 0.6));
  canvas.paint(
    {
      outline: OVERALL,
      surface: surface(near, {
        accent,
        pattern: blend(regular, random.between(0.55, 0.85), uneven),
        relief: 0,
      }),
    },
    randomPlacement(random, { scale: 1, tilt: 0.41, reach: 0.5 }),
    light,
    BACKGROUND,
  );
}

/** Paints the whole canvas and returns the colours that dominate it. */
export function paintBackdrop(canvas: Canvas, random: RandomStream, light: Light): readonly [Color, Color] {
  const far = anyColor(random);
  const colors = [far, contrasting(random, [far], 90)] as const;
  (random.uniform() < 0.45 ? landscape : wall)(canvas, random, light, colors);
  return colors;
}
