/** @file Viridis, the perceptually uniform colour map of matplotlib (Smith and van der Walt 2015), by interpolation. */

type Rgb = readonly [number, number, number];

/** Viridis at 0, 1/9, …, 1. */
const STOPS: readonly Rgb[] = [
  [68, 1, 84],
  [72, 40, 120],
  [62, 73, 137],
  [49, 104, 142],
  [38, 130, 142],
  [31, 158, 137],
  [53, 183, 121],
  [110, 206, 88],
  [181, 222, 43],
  [253, 231, 37],
];

/** Colour of a value between 0 (dark violet) and 1 (yellow), bytes; values beyond are clamped. */
export function viridis(value: number): Rgb {
  const position = Math.min(1, Math.max(0, value)) * (STOPS.length - 1);
  const index = Math.min(STOPS.length - 2, Math.floor(position));
  const share = position - index;
  const [low, high] = [STOPS[index]!, STOPS[index + 1]!];
  const mix = (channel: 0 | 1 | 2) => Math.round(low[channel] + share * (high[channel] - low[channel]));
  return [mix(0), mix(1), mix(2)];
}

const gradient = (stops: readonly Rgb[]) =>
  `linear-gradient(to right, ${stops.map((stop) => `rgb(${stop.join(' ')})`).join(', ')})`;

/** The map as a CSS gradient from 1 to 0: near to far, when near things are bright. */
export const VIRIDIS_NEAR_TO_FAR = gradient(STOPS.toReversed());

/** The map as a CSS gradient from 0 to 1. */
export const VIRIDIS_LOW_TO_HIGH = gradient(STOPS);
