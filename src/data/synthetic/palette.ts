import type { RandomStream } from '../../random/stream';

/** Red, green and blue, 0 to 255. */
export type Color = readonly [number, number, number];

export const INK: Color = [34, 30, 38];
export const CHALK: Color = [246, 242, 232];

/** Colours of every hue, muted enough to sit together. Things of every class draw from the same list. */
const SWATCHES: readonly Color[] = [
  [214, 73, 51],
  [235, 124, 74],
  [242, 165, 65],
  [246, 205, 97],
  [201, 191, 90],
  [140, 176, 92],
  [78, 148, 94],
  [48, 122, 111],
  [64, 168, 168],
  [96, 175, 214],
  [62, 124, 177],
  [54, 84, 134],
  [92, 80, 148],
  [146, 104, 172],
  [196, 120, 168],
  [222, 142, 150],
  [170, 64, 88],
  [128, 74, 60],
  [172, 122, 84],
  [208, 178, 142],
  [232, 222, 200],
  [150, 150, 158],
  [96, 102, 116],
  [66, 62, 74],
];

/** The swatch with a little of its own variation. */
export function anyColor(random: RandomStream): Color {
  const swatch = SWATCHES[random.below(SWATCHES.length)]!;
  const shift = random.between(-14, 14);
  return [
    swatch[0] + shift + random.between(-8, 8),
    swatch[1] + shift + random.between(-8, 8),
    swatch[2] + shift + random.between(-8, 8),
  ];
}

function difference(a: Color, b: Color): number {
  return Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]) + Math.abs(a[2] - b[2]);
}

/** A random colour that stands out from those given; the one that does so best, where none of the draws does. */
export function contrasting(random: RandomStream, others: readonly Color[], least = 150): Color {
  let best: Color = INK;
  let bestDistance = -1;
  for (let draw = 0; draw < 8; draw++) {
    const color = anyColor(random);
    const distance = Math.min(...others.map((other) => difference(color, other)));
    if (distance >= least) return color;
    if (distance > bestDistance) [best, bestDistance] = [color, distance];
  }
  return best;
}

/** `share` of the second colour in the first. */
export function mix(a: Color, b: Color, share: number): Color {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}

export function darker(color: Color, share = 0.35): Color {
  return mix(color, INK, share);
}

export function lighter(color: Color, share = 0.4): Color {
  return mix(color, CHALK, share);
}
