/** @file Times of what is done several times; the first time, which may compile, does not count. */

const ATTEMPTS = 5;

/** The least milliseconds of some attempts. */
export async function leastOf(work: () => Promise<void>, attempts = ATTEMPTS): Promise<number> {
  return Math.min(...(await timesOf(attempts, work)));
}

/** The median milliseconds. */
export async function medianOf(attempts: number, work: () => Promise<void>): Promise<number> {
  const sorted = (await timesOf(attempts, work)).sort((a, b) => a - b);
  return sorted[Math.floor(attempts / 2)]!;
}

async function timesOf(attempts: number, work: () => Promise<void>): Promise<number[]> {
  const times: number[] = [];
  for (let attempt = 0; attempt <= attempts; attempt++) {
    const start = performance.now();
    await work();
    if (attempt > 0) times.push(performance.now() - start);
  }
  return times;
}
