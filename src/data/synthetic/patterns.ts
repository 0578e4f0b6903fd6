import type { RandomStream } from '../../random/stream';

/** How much of a surface's accent colour shows at a point of its drawing: 0 to 1. */
export type Pattern = (u: number, v: number) => number;

const TILE = 256;
const OCTAVES = [
  { cells: 8, weight: 0.5 },
  { cells: 16, weight: 0.3 },
  { cells: 48, weight: 0.2 },
] as const;

/** A 32-bit mix of two integers (the finaliser of MurmurHash3). */
function hash(x: number, y: number): number {
  let h = Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca77);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Periodic value noise of several octaves in [0, 1]: one tile that every pattern looks into at its own place. */
const noiseTile: Float32Array = (() => {
  const tile = new Float32Array(TILE * TILE);
  const fade = (t: number): number => t * t * (3 - 2 * t);
  OCTAVES.forEach(({ cells, weight }, octave) => {
    const corner = (x: number, y: number): number => hash((x % cells) + 1000 * octave, y % cells) / 2 ** 32;
    for (let row = 0; row < TILE; row++) {
      const y = (row * cells) / TILE;
      const top = Math.floor(y);
      const down = fade(y - top);
      for (let column = 0; column < TILE; column++) {
        const x = (column * cells) / TILE;
        const left = Math.floor(x);
        const right = fade(x - left);
        const above = corner(left, top) * (1 - right) + corner(left + 1, top) * right;
        const below = corner(left, top + 1) * (1 - right) + corner(left + 1, top + 1) * right;
        tile[row * TILE + column]! += weight * (above * (1 - down) + below * down);
      }
    }
  });
  return tile;
})();

/** Noise in about [0, 1] at a point of the tile, in tile pixels; periodic. */
export function noise(x: number, y: number): number {
  return noiseTile[((y & (TILE - 1)) << 8) | (x & (TILE - 1))]!;
}

export const plain: Pattern = () => 0;

/** From 0 to 1 downwards. */
export function fade(top: number, bottom: number): Pattern {
  return (_, v) => Math.min(1, Math.max(0, (v - top) / (bottom - top)));
}

/** Bands across the direction (x, y), which need not have length 1; `share` of each period is accent. */
export function stripes(x: number, y: number, period: number, share = 0.5): Pattern {
  return (u, v) => {
    const t = (u * x + v * y) / period;
    return t - Math.floor(t) < share ? 1 : 0;
  };
}

/** Round dots in staggered rows; `size` is their radius in units of the spacing. */
export function dots(spacing: number, size: number): Pattern {
  return (u, v) => {
    const row = Math.floor(v / spacing);
    const x = u / spacing + (row & 1) * 0.5;
    const dx = x - Math.floor(x) - 0.5;
    const dy = v / spacing - row - 0.5;
    return dx * dx + dy * dy < size * size ? 1 : 0;
  };
}

export function checks(spacing: number): Pattern {
  return (u, v) => (Math.floor(u / spacing) + Math.floor(v / spacing)) & 1;
}

/** Courses of bricks, every other one shifted by half a brick; the mortar is accent. */
export function bricks(width: number, height: number, mortar: number): Pattern {
  return (u, v) => {
    const course = Math.floor(v / height);
    const x = u / width + (course & 1) * 0.5;
    const inBrick = v - course * height > mortar && (x - Math.floor(x)) * width > mortar;
    return inBrick ? 0 : 1;
  };
}

/** Overlapping round scales or tiles, `size` apart; their rims are accent, in the direction of falling v. */
export function scales(size: number, rim = 0.3): Pattern {
  return (u, v) => {
    const row = Math.floor((2 * v) / size);
    const x = u / size + (row & 1) * 0.5;
    const dx = x - Math.floor(x) - 0.5;
    const dy = v / size - row / 2;
    const reach = dx * dx + dy * dy;
    return reach > (0.5 - rim / 2) * (0.5 - rim / 2) ? 1 : 0;
  };
}

/** Irregular patches; `coarse` is their size, `edge` the width of the transition (0 = sharp). */
export function patches(random: RandomStream, coarse: number, edge = 0.15): Pattern {
  const [x, y] = [random.below(TILE), random.below(TILE)];
  const [factor, sharpness] = [32 / coarse, 1 / (edge + 0.01)];
  return (u, v) => {
    const t = (noise(u * factor + x, v * factor + y) - 0.5) * sharpness + 0.5;
    return t < 0 ? 0 : t > 1 ? 1 : t;
  };
}

/** Streaks like wood or fur: noise stretched along u or v. */
export function streaks(random: RandomStream, along: 'u' | 'v', width: number): Pattern {
  const [x, y] = [random.below(TILE), random.below(TILE)];
  const [fine, long] = [24 / width, 3 / width];
  const [factorU, factorV] = along === 'u' ? [long, fine] : [fine, long];
  return (u, v) => noise(u * factorU + x, v * factorV + y);
}

/** Rings around a point. */
export function rings(x: number, y: number, period: number): Pattern {
  return (u, v) => {
    const t = Math.sqrt((u - x) * (u - x) + (v - y) * (v - y)) / period;
    return t - Math.floor(t) < 0.5 ? 1 : 0;
  };
}

/** One pattern on the other, the first with the given weight. */
export function blend(first: Pattern, weight: number, second: Pattern): Pattern {
  return (u, v) => weight * first(u, v) + (1 - weight) * second(u, v);
}

/** Any of the regular and irregular patterns at random: for things that are of no class. */
export function anyPattern(random: RandomStream, size: number): Pattern {
  switch (random.below(8)) {
    case 0:
      return plain;
    case 1:
      return stripes(random.between(-1, 1), random.between(0.3, 1), size, random.between(0.3, 0.6));
    case 2:
      return dots(size, random.between(0.25, 0.4));
    case 3:
      return checks(size * 0.8);
    case 4:
      return bricks(size * 1.4, size * 0.7, size * 0.12);
    case 5:
      return scales(size);
    case 6:
      return patches(random, size);
    default:
      return streaks(random, random.uniform() < 0.5 ? 'u' : 'v', size);
  }
}
