/** Tells how long something takes that goes on at an even pace. */
export class TimeLeft {
  private readonly start = performance.now();

  /** Seconds until all is done when `share` of it is, 0 to 1; `undefined` before anything is. */
  at(share: number): number | undefined {
    if (share <= 0) return undefined;
    return ((performance.now() - this.start) / 1000) * (1 / share - 1);
  }
}
