/**
 * @file Which runs give up what, so that the browser's storage does not fill: the state that a run goes on from is what is
 * large, its results are small. A pinned run and one on show give up nothing.
 */

/** How many runs that are not pinned keep their state. */
export const STATE_CHOICES = [3, 5, 10, 20] as const;
export const DEFAULT_STATES = 5;
/** How many that are not pinned keep their results. */
export const MOST_RUNS = 200;

export interface ThinnedRun {
  readonly id: string;
  readonly savedAt: number;
  readonly pinned: boolean;
  /** Steps of its state; `null` once that was given up. */
  readonly checkpointStep: number | null;
}

export interface Thinning {
  /** Runs that give up their state, oldest first. */
  readonly states: readonly string[];
  /** Runs that go, oldest first. */
  readonly runs: readonly string[];
}

/**
 * What goes by the policy.
 * @param states how many runs that are not pinned keep their state
 * @param inUse runs that some tab has on show: they count, and give up nothing
 */
export function thinning(runs: readonly ThinnedRun[], states: number, inUse: ReadonlySet<string>): Thinning {
  const counted = runs.filter(({ pinned }) => !pinned).toSorted((a, b) => b.savedAt - a.savedAt);
  const beyond = (some: readonly ThinnedRun[], most: number) => {
    const used = some.filter(({ id }) => inUse.has(id)).length;
    const free = some.filter(({ id }) => !inUse.has(id));
    return free.slice(Math.max(0, most - used)).reverse();
  };
  const withState = counted.filter(({ checkpointStep }) => checkpointStep !== null);
  return { states: beyond(withState, states).map(idOf), runs: beyond(counted, MOST_RUNS).map(idOf) };
}

/** What goes next where the storage is full: the oldest state, and where none is left, the oldest run. */
export function nextToGo(runs: readonly ThinnedRun[], inUse: ReadonlySet<string>): Thinning {
  const states = thinning(runs, 0, inUse).states.slice(0, 1);
  if (states.length > 0) return { states, runs: [] };
  const others = runs.filter(({ id, pinned }) => !pinned && !inUse.has(id));
  const oldest = others.toSorted((a, b) => a.savedAt - b.savedAt).slice(0, 1);
  return { states: [], runs: oldest.map(idOf) };
}

const idOf = ({ id }: ThinnedRun): string => id;
