/** @file How far the vertical axis of a plot goes. */

export type Range = readonly [low: number, high: number];

/** Share of the span that stays free at either end. */
const MARGIN = 0.06;
/** A span in powers of ten that an axis has at least. */
const LEAST_DECADES = 0.1;

interface Fit {
  readonly log: boolean;
  /** A linear axis that starts at zero. */
  readonly fromZero?: boolean;
}

/**
 * Range of an axis that shows all these values, with a margin: in powers of ten on a logarithmic axis, which leaves out
 * what is not positive. `undefined` without a value to show.
 */
export function fittedRange(
  extents: readonly (Range | undefined)[],
  { log, fromZero = false }: Fit,
): Range | undefined {
  const ends = extents.flatMap((extent) => extent ?? []).filter((end) => !log || end > 0);
  if (ends.length === 0) return undefined;
  const scaled = log ? ends.map(Math.log10) : ends;
  const [low, high] = [Math.min(...scaled), Math.max(...scaled)];
  if (log) {
    const margin = Math.max(MARGIN * (high - low), (LEAST_DECADES - (high - low)) / 2);
    return [low - margin, high + margin];
  }
  if (fromZero && low >= 0) return [0, high + MARGIN * high || 1];
  const margin = MARGIN * (high - low) || 0.1 * Math.abs(high) || 1;
  return [low >= 0 ? Math.max(0, low - margin) : low - margin, high + margin];
}

/** Smallest and largest of some finite values; on a logarithmic axis, of the positive ones. */
export function extent(values: Float64Array, log = false): Range | undefined {
  return extentWhere(values, (row) => !log || values[row]! > 0);
}

/** The same without spikes: single values, or a few in a row, that stick out of what goes before and after them. */
export function extentWithoutSpikes(values: Float64Array, log = false): Range | undefined {
  if (values.length < FEWEST_FOR_SPIKES) return extent(values, log);
  const spikes = new Set<number>();
  const settled = () => extentWhere(values, (row) => !spikes.has(row) && (!log || values[row]! > 0));
  // Only what lies at an end can widen the range, so only that is looked at.
  for (let looks = 0; looks < MOST_SPIKES; looks++) {
    const range = settled();
    if (range === undefined) return undefined;
    const ends = range.map((end) => values.findIndex((value, row) => value === end && !spikes.has(row)));
    const found = ends.filter((row) => isSpike(values, row));
    if (found.length === 0) return range;
    for (const row of found) spikes.add(row);
  }
  return settled();
}

/** With fewer values nothing can be called a spike. */
const FEWEST_FOR_SPIKES = 20;
/** So many are looked for at most, so that noise of any kind costs little. */
const MOST_SPIKES = 200;
/** Values on either side that one is compared with. */
const NEIGHBOURS = 8;
/** So many on a side say something. */
const FEWEST_NEIGHBOURS = 3;
/** So many times further from the median than its neighbours are. */
const STICKS_OUT = 8;

/**
 * A spike sticks out of the values before it and of those after it, in the same direction. So a steep fall has none,
 * nor has a step to another level; the first values are never spikes, and the last ones are compared with those before.
 */
function isSpike(values: Float64Array, row: number): boolean {
  if (row < FEWEST_NEIGHBOURS) return false;
  const before = sideOf(values[row]!, values.subarray(Math.max(0, row - NEIGHBOURS), row));
  const after = values.subarray(row + 1, row + 1 + NEIGHBOURS);
  return before !== 0 && (after.length < FEWEST_NEIGHBOURS || sideOf(values[row]!, after) === before);
}

/** 1 where a value sticks out above its neighbours, −1 below, 0 where it does not. */
function sideOf(value: number, neighbours: Float64Array): -1 | 0 | 1 {
  const middle = median(neighbours);
  const spread = median(neighbours.map((neighbour) => Math.abs(neighbour - middle)));
  const off = value - middle;
  if (Math.abs(off) <= STICKS_OUT * Math.max(spread, 1e-3 * Math.abs(middle))) return 0;
  return off > 0 ? 1 : -1;
}

function median(values: Float64Array): number {
  return values.slice().sort()[values.length >> 1]!;
}

function extentWhere(values: Float64Array, counts: (row: number) => boolean): Range | undefined {
  let [low, high] = [Infinity, -Infinity];
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (!Number.isFinite(value) || !counts(row)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : undefined;
}
