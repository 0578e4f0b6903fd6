/** `npm run fuzz` does as many times more. */
const FACTOR = Number(process.env.FUZZ_FACTOR ?? 1);

/** How many mutated inputs a format gets. */
export const FUZZ_RUNS = 1000 * FACTOR;

/** A run takes well below a millisecond per kilobyte, so that one that hangs is told from many; in ms. */
export const FUZZ_TIMEOUT = 20_000 + 20 * FUZZ_RUNS;

/** How often a property of something else is tried: `usual` times, or as many times more. */
export function fuzzRuns(usual: number): number {
  return usual * FACTOR;
}
