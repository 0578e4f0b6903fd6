/** Steps over which the rate is averaged: long enough to be calm, short enough to follow a change. */
const WINDOW = 16;

/** Counts training time, pauses left out, and the rate of the latest steps. */
export class Throughput {
  /** Times in ms at which steps ended, and how many at each. */
  private readonly ends: { readonly at: number; readonly steps: number }[] = [];
  private before: number;
  private startedAt: number | undefined;
  private readonly now: () => number;

  /**
   * @param seconds of training before this
   * @param now current time in milliseconds
   */
  constructor(seconds = 0, now: () => number = () => performance.now()) {
    this.before = 1000 * seconds;
    this.now = now;
  }

  start(): void {
    this.startedAt ??= this.now();
    this.ends.length = 0;
    this.ends.push({ at: this.now(), steps: 0 });
  }

  stop(): void {
    if (this.startedAt === undefined) return;
    this.before += this.now() - this.startedAt;
    this.startedAt = undefined;
  }

  /** Notes that steps have ended, together. */
  tick(steps = 1): void {
    this.ends.push({ at: this.now(), steps });
    // The earliest time is forgotten once enough steps have ended since the next.
    while (this.counted - (this.ends[1]?.steps ?? 0) >= WINDOW) this.ends.shift();
  }

  /** Training time so far, in seconds. */
  get seconds(): number {
    const running = this.startedAt === undefined ? 0 : this.now() - this.startedAt;
    return (this.before + running) / 1000;
  }

  /** Steps per second over the latest steps; 0 before the first one. */
  get stepsPerSecond(): number {
    const milliseconds = this.ends.length > 1 ? this.ends.at(-1)!.at - this.ends[0]!.at : 0;
    return milliseconds > 0 ? (1000 * this.counted) / milliseconds : 0;
  }

  /** Steps since the earliest time that is remembered. */
  private get counted(): number {
    return this.ends.slice(1).reduce((sum, { steps }) => sum + steps, 0);
  }
}
